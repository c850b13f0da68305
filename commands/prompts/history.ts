import { z } from 'zod'
import { type Context, defineCommand, option } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import type { Prompt } from '../../src/ports/prompts.ts'
import { findPrompt, promptById } from '../../src/prompts/find-prompt.ts'
import { HISTORY_PAGE, historyCard, promptCard } from '../../src/prompts/prompt-card.ts'
import type { Card } from '../../src/ui/card.ts'

async function show({ store }: Context, prompt: Prompt, page: number): Promise<Card> {
  const versions = await store.prompts.history(prompt.id, page * HISTORY_PAGE, HISTORY_PAGE)
  return historyCard(prompt, versions, page)
}

/** An old version becomes the next one: nothing of the history is lost. */
async function putBack(context: Context, value: string): Promise<Card> {
  const { store, actor } = context
  const [id = '', wanted = ''] = value.split('|')
  const prompt = await promptById(context, id)
  const offset = prompt.version - Number(wanted)
  const [old] = await store.prompts.history(prompt.id, Math.max(0, offset), 1)
  if (!old || old.version !== Number(wanted)) {
    throw new BotError('conflict', 'That version is not there. Look at the history again.')
  }
  const { version, reason: _reason, savedBy: _by, savedAt: _at, ...content } = old
  const change = {
    actor: { id: actor.id, name: actor.name },
    action: 'prompt put back',
    target: prompt.name,
    details: { version: String(version) },
  }
  const reason = `v${version} put back`
  const saved = await store.prompts.save(prompt.id, prompt.version, content, reason, change)
  return promptCard(
    `**${saved.name}** is as it was in v${version}; that is v${saved.version}.`,
    saved,
  )
}

export default defineCommand({
  path: 'prompts history',
  summary: 'The versions of a prompt: who, when, why; put one back',
  who: 'admin',
  options: z.object({ name: option.text('The prompt’s name', 60) }),
  run: async (context, { name }) => show(context, await findPrompt(context, name), 0),
  actions: {
    'prompt.history': {
      kind: 'replace',
      who: 'admin',
      async run(context, value) {
        const [id = '', page = '0'] = value.split('|')
        return show(context, await promptById(context, id), Number(page))
      },
    },
    'prompt.putBack': { kind: 'replace', who: 'admin', run: putBack },
  },
})
