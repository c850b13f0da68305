import { z } from 'zod'
import { BotError } from '../errors.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Form, FormField } from '../ui/form.ts'
import { paramsOf } from './params.ts'

interface Asked {
  readonly id: string
  readonly name: string
  readonly maxOutput?: number
}

/** The longest instruction a model may be given for good. */
const LONGEST_PROMPT = 3000

export function paramsForm(workspace: Workspace, { id, name, maxOutput }: Asked): Form {
  const params = paramsOf(workspace, id)
  const most = maxOutput === undefined ? '' : `, at most ${maxOutput}`
  return {
    id: 'models.params',
    title: 'Parameters',
    submitLabel: 'Save',
    state: id,
    sections: [
      {
        id: 'params',
        title: name.slice(0, 100),
        fields: [
          line(
            'temperature',
            'Temperature, 0 to 2',
            `Empty: the workspace’s (${workspace.temperature ?? 'left to the model'})`,
            params.temperature,
          ),
          line(
            'maxOutputTokens',
            'Longest answer, in tokens',
            `Empty: the workspace’s (${workspace.maxOutputTokens})${most}`,
            params.maxOutputTokens?.toString(),
          ),
          {
            kind: 'text',
            id: 'systemPrompt',
            label: 'Instructions for this model',
            hint: 'Added to Switchboard’s own, with every question',
            required: false,
            multiline: true,
            maxLength: LONGEST_PROMPT,
            ...(params.systemPrompt && { initial: params.systemPrompt }),
          },
        ],
      },
    ],
  }
}

const line = (id: string, label: string, hint: string, initial: string | undefined): FormField => ({
  kind: 'text',
  id,
  label,
  hint: hint.slice(0, 100),
  required: false,
  multiline: false,
  maxLength: 10,
  ...(initial !== undefined && { initial }),
})

/** An emptied field is `null`. */
const emptyOr = <T extends z.ZodType<unknown, string>>(inner: T) =>
  z
    .array(z.string())
    .default([])
    .transform(([value = '']) => value.trim() || null)
    .pipe(inner.nullable())

const temperature = z
  .string()
  .regex(/^(?:[01](?:\.\d{1,3})?|2(?:\.0{1,3})?)$/, 'The temperature is a number from 0 to 2.')

const tokens = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, 'The longest answer is a number of tokens.')
  .transform(Number)

export const paramsInput = z.object({
  temperature: emptyOr(temperature),
  maxOutputTokens: emptyOr(tokens),
  systemPrompt: emptyOr(z.string().max(LONGEST_PROMPT)),
})

export type TypedParams = z.output<typeof paramsInput>

/** What the model itself cannot do. @throws BotError `bad-option` with the field */
export function checkParams({ maxOutputTokens }: TypedParams, { name, maxOutput }: Asked): void {
  if (maxOutputTokens === null || maxOutput === undefined || maxOutputTokens <= maxOutput) return
  const sentence = `${name} answers with at most ${maxOutput} tokens.`
  throw new BotError('bad-option', sentence, { fields: { maxOutputTokens: sentence } })
}
