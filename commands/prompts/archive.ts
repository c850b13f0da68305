import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import type { Prompt } from '../../src/ports/prompts.ts'
import { findPrompt, promptById } from '../../src/prompts/find-prompt.ts'
import { promptCard } from '../../src/prompts/prompt-card.ts'
import { buttons, type Card, card, note, say, text } from '../../src/ui/card.ts'

const changeOf = ({ actor }: Context, action: string, { name }: Prompt) => ({
  actor: { id: actor.id, name: actor.name },
  action,
  target: name,
  details: {},
})

async function archive(context: Context, prompt: Prompt): Promise<Reply> {
  const { store, actor } = context
  await store.prompts.setArchived(prompt.id, true, changeOf(context, 'prompt archived', prompt))
  return {
    card: card(
      text(`**${prompt.name}** is archived: nobody can run it any more.`),
      note('Its history is kept, and its name too.'),
      buttons({ label: 'Undo', action: 'prompt.unarchive', value: prompt.id }),
    ),
    notice: { to: 'admins', card: say(`${actor.name} archived the prompt **${prompt.name}**.`) },
  }
}

async function bringBack(context: Context, id: string): Promise<Card> {
  const { store, workspace } = context
  const prompt = await store.prompts.byId(workspace.id, id)
  if (!prompt) throw new BotError('conflict', 'That prompt is gone. See `/prompts list`.')
  await store.prompts.setArchived(id, false, changeOf(context, 'prompt brought back', prompt))
  return promptCard(`**${prompt.name}** is back.`, prompt)
}

export default defineCommand({
  path: 'prompts archive',
  summary: 'Put a prompt away',
  who: 'admin',
  options: z.object({ name: option.text('The prompt’s name', 60) }),
  run: async (context, { name }) => archive(context, await findPrompt(context, name)),
  actions: {
    'prompt.archive': {
      kind: 'private',
      who: 'admin',
      run: async (context, id) => archive(context, await promptById(context, id)),
    },
    'prompt.unarchive': { kind: 'replace', who: 'admin', run: bringBack },
  },
})
