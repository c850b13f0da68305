import { z } from 'zod'
import { BotError } from '../errors.ts'
import { readSchema } from './read-schema.ts'
import { readVariables } from './template.ts'

/** Absent: not asked, so it stays. `null`: emptied. */
const field = z
  .array(z.string())
  .transform(([value = '']) => value.trim() || null)
  .optional()

const fits = (pattern: RegExp, sentence: string) =>
  field.refine(value => typeof value !== 'string' || pattern.test(value), sentence)

const given = (sentence: string) => field.refine(value => value !== null, sentence)

/** Only the fields that were shown: a platform may ask section by section. */
export const promptInput = z
  .object({
    name: given('Give it a name.').refine(
      value => typeof value !== 'string' || /^[a-z0-9][a-z0-9-]{0,59}$/i.test(value),
      'A name has small letters, digits and dashes, at most 60.',
    ),
    description: field,
    template: given('Write the template.'),
    variables: field,
    model: given('Choose a model.'),
    maxOutputTokens: fits(/^[1-9]\d{0,6}$/, 'The longest answer is a number of tokens.'),
    temperature: fits(
      /^(?:[01](?:\.\d{1,3})?|2(?:\.0{1,3})?)$/,
      'The temperature is a number from 0 to 2.',
    ),
    step: field,
    subsystem: field,
    inputSchema: field,
    outputSchema: field,
    scope: z.array(z.enum(['production', 'draft'])).optional(),
  })
  .superRefine((typed, context) => {
    for (const [path, message] of Object.entries(faultsOf(typed))) {
      context.addIssue({ code: 'custom', path: [path], message })
    }
  })

export type TypedPrompt = z.output<typeof promptInput>

type Text = string | null | undefined

interface Checked {
  readonly template?: Text
  readonly variables?: Text
  readonly inputSchema?: Text
  readonly outputSchema?: Text
}

/** What is wrong, by field. */
function faultsOf({ template, variables, inputSchema, outputSchema }: Checked) {
  return {
    ...faultOf(() => {
      if (template && variables !== undefined) readVariables(variables ?? '', template)
    }),
    ...faultOf(() => readSchema(inputSchema, 'inputSchema')),
    ...faultOf(() => readSchema(outputSchema, 'outputSchema')),
  }
}

function faultOf(read: () => unknown): Readonly<Record<string, string>> {
  try {
    read()
    return {}
  } catch (error) {
    if (error instanceof BotError && error.fields) return error.fields
    throw error
  }
}
