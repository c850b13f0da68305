import { z } from 'zod'
import { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import type { Person, Place } from '../ports/chat.ts'
import type { Prompt, Variable } from '../ports/prompts.ts'
import type { Turns } from '../turns/index.ts'
import { say } from '../ui/card.ts'
import type { Form, FormField } from '../ui/form.ts'
import { checkValues, fillIn, type Values } from './template.ts'

interface Running {
  readonly turns: Turns
  /** Of the invocation: it runs once. */
  readonly id: string
  readonly actor: Person
  readonly place: Place
}

const PER_SECTION = 5

/** Asks for what a prompt needs. */
export const valuesForm = ({ id, name, variables }: Prompt): Form => ({
  id: 'prompt.run',
  title: 'Run a prompt',
  submitLabel: 'Run',
  state: id,
  sections: Array.from({ length: Math.ceil(variables.length / PER_SECTION) }, (_, index) => ({
    id: `values${index}`,
    title: index === 0 ? name.slice(0, 75) : `${name.slice(0, 70)} ${index + 1}`,
    fields: variables.slice(index * PER_SECTION, (index + 1) * PER_SECTION).map(toField),
  })),
})

function toField({ name, kind, choices = [], initial }: Variable): FormField {
  const head = { id: name, label: name, required: initial === undefined }
  if (kind === 'choice') {
    return {
      ...head,
      kind,
      multiple: false,
      choices: choices.map(value => ({ label: value.slice(0, 75), value: value.slice(0, 75) })),
      initial: initial === undefined ? [] : [initial],
    }
  }
  const hint = { text: '', number: 'A number', date: 'A day, such as 2026-11-30' }[kind]
  return {
    ...head,
    kind: 'text',
    multiline: kind === 'text',
    maxLength: kind === 'text' ? 3000 : 40,
    ...(hint && { hint }),
    ...(initial !== undefined && { initial }),
  }
}

/** What a person typed after the prompt's name: `topic=the weather; count=3`. @throws BotError `bad-option` */
export function readValues(typed: string): Values {
  const pairs = typed
    .split(';')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => {
      const at = part.indexOf('=')
      if (at < 1) {
        throw new BotError(
          'bad-option',
          `“${part}” gives no value. Write \`name=value; name=value\`.`,
        )
      }
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const
    })
  return Object.fromEntries(pairs)
}

/**
 * Runs it in the thread, with its own model. The values are part of what the member asks: they never reach the rules
 * that the model is given.
 *
 * @throws BotError `bad-option` naming the variable
 */
export async function runPrompt(running: Running, prompt: Prompt, given: Values): Promise<void> {
  const { turns, id, actor, place } = running
  const values = checkValues(prompt.variables, given)
  checkInput(prompt, values)
  await turns.ask({
    key: `prompt/${id}`,
    place,
    by: { id: actor.id, name: actor.name },
    announcement: say(`${actor.name} runs the prompt **${prompt.name}**`),
    text: fillIn(prompt.template, values),
    purpose: 'prompt',
    spec: {
      kind: 'prompt',
      id: prompt.id,
      name: prompt.name,
      version: prompt.version,
      modelId: prompt.modelId,
      ...defined({
        maxOutputTokens: prompt.maxOutputTokens,
        temperature: prompt.temperature === undefined ? undefined : Number(prompt.temperature),
        output: prompt.outputSchema,
      }),
    },
  })
}

function checkInput({ inputSchema, variables }: Prompt, values: Values): void {
  if (!inputSchema) return
  const typed = Object.fromEntries(
    variables.map(({ name, kind }) => [
      name,
      kind === 'number' ? Number(values[name]) : values[name],
    ]),
  )
  const result = z.fromJSONSchema(inputSchema).safeParse(typed)
  if (result.success) return
  const [issue] = result.error.issues
  const name = String(issue?.path[0] ?? '')
  const sentence = `\`${name || 'The values'}\`: ${issue?.message ?? 'they do not fit the schema'}.`
  throw new BotError('bad-option', sentence, { fields: { [name]: sentence } })
}
