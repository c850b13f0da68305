import { z } from 'zod'
import { type Context, defineCommand, defineForm, option } from '../../src/bot/index.ts'
import type { Prompt } from '../../src/ports/prompts.ts'
import { findPrompt, promptById } from '../../src/prompts/find-prompt.ts'
import { readValues, runPrompt, valuesForm } from '../../src/prompts/run-prompt.ts'
import { missingOf, type Values } from '../../src/prompts/template.ts'
import { buttons, type Card, card, menu, note, say, text } from '../../src/ui/card.ts'

const SHOWN = 25

/** Runs it, or asks for what is missing. */
async function start(context: Context, prompt: Prompt, given: Values): Promise<Card> {
  const missing = missingOf(prompt.variables, given)
  if (missing.length > 0 && Object.keys(given).length === 0) return ask(prompt)
  await runPrompt(context, prompt, given)
  return say(`**${prompt.name}** is under way${context.place.threadId ? ' in this thread' : ''}.`)
}

const ask = (prompt: Prompt): Card =>
  card(
    text(
      `**${prompt.name}** needs ${prompt.variables.map(({ name }) => `\`${name}\``).join(', ')}.`,
    ),
    buttons({ label: 'Fill in', action: 'prompt.fill', value: prompt.id, style: 'primary' }),
  )

async function choose({ store, workspace, actor, clock }: Context): Promise<Card> {
  const filter = { workspaceId: workspace.id, memberId: actor.id, now: clock.now() }
  const { total, prompts } = await store.prompts.list(filter, 0, SHOWN)
  if (total === 0) return say('No prompt is saved yet. An admin saves one with `/prompts create`.')
  return card(
    text('**Which prompt?** It answers in this thread, with its own model.'),
    menu({
      action: 'prompt.choose',
      value: '',
      placeholder: 'Run a prompt…',
      options: prompts.map(({ id, name, description }) => ({
        label: name.slice(0, 75),
        value: id,
        ...(description && { detail: description.slice(0, 75) }),
      })),
    }),
    total > SHOWN ? note(`${total - SHOWN} more: \`/prompts list\` shows them all.`) : undefined,
  )
}

const values = z.record(z.string(), z.array(z.string()))

export default defineCommand({
  path: 'prompts run',
  summary: 'Run a saved prompt in this thread',
  who: 'member',
  shortcut: 'Run a prompt',
  options: z.object({
    name: option.text('The prompt’s name', 60).optional(),
    values: option.text('Its variables: name=value; name=value', 3000).optional(),
  }),
  run: async (context, { name, values: typed = '' }) =>
    name === undefined
      ? choose(context)
      : start(context, await findPrompt(context, name), readValues(typed)),
  actions: {
    'prompt.choose': {
      kind: 'private',
      who: 'member',
      run: async (context, _value, [id = '']) => start(context, await promptById(context, id), {}),
    },
    'prompt.start': {
      kind: 'private',
      who: 'member',
      run: async (context, id) => start(context, await promptById(context, id), {}),
    },
    'prompt.fill': { kind: 'form', form: 'prompt.run' },
  },
  forms: {
    'prompt.run': defineForm({
      who: 'member',
      build: async (context, id) => valuesForm(await promptById(context, id)),
      input: values,
      async submit(context, input, id) {
        const prompt = await promptById(context, id)
        const given = Object.entries(input).flatMap(([name, [value = '']]) =>
          value.trim() === '' ? [] : [[name, value] as const],
        )
        await runPrompt(context, prompt, Object.fromEntries(given))
        return say(`**${prompt.name}** is under way.`)
      },
    }),
  },
})
