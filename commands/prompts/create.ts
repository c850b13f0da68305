import { z } from 'zod'
import { type Context, defineCommand, defineForm, option } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { entriesOf } from '../../src/models/choose-model.ts'
import { promptById } from '../../src/prompts/find-prompt.ts'
import { promptCard } from '../../src/prompts/prompt-card.ts'
import { promptForm } from '../../src/prompts/prompt-form.ts'
import { promptInput } from '../../src/prompts/prompt-input.ts'
import { savePrompt } from '../../src/prompts/save-prompt.ts'
import { buttons, card, say, text } from '../../src/ui/card.ts'

/** `id|version` edits that prompt; the version is the one that the form shows. */
async function build(context: Context, state: string) {
  const [id = ''] = state.split('|')
  const known = id === '' ? undefined : await promptById(context, id)
  return promptForm(entriesOf(context), known, context.workspace.defaultModelId)
}

export default defineCommand({
  path: 'prompts create',
  summary: 'Save a prompt with its own model',
  who: 'admin',
  form: 'prompt',
  options: z.object({
    name: option.text('Its name: small letters, digits, dashes', 60).optional(),
  }),
  run(_context, { name = '' }) {
    if (!/^[a-z0-9][a-z0-9-]{0,59}$/i.test(name)) {
      throw new BotError('bad-option', 'A name has small letters, digits and dashes, at most 60.')
    }
    return card(
      text(`The rest of **${name.toLowerCase()}** goes into a form.`),
      buttons({ label: 'Open the form', action: 'prompt.create', value: '', style: 'primary' }),
    )
  },
  actions: {
    'prompt.create': { kind: 'form', form: 'prompt' },
    'prompt.edit': { kind: 'form', form: 'prompt' },
  },
  forms: {
    prompt: defineForm({
      who: 'admin',
      build,
      input: promptInput,
      async submit(context, typed, state) {
        const saved = await savePrompt(context, typed, state)
        const headline =
          saved.version === 1
            ? `**${saved.name}** is saved.`
            : `**${saved.name}** is at version ${saved.version} now.`
        const notice = say(
          `${context.actor.name} saved the prompt **${saved.name}** (v${saved.version}).`,
        )
        return {
          card: promptCard(headline, saved),
          ...(saved.ownerId === '' && { notice: { to: 'admins' as const, card: notice } }),
        }
      },
    }),
  },
})
