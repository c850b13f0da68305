import { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import type { PromptContent, Variable } from '../ports/prompts.ts'
import type { TypedPrompt } from './prompt-input.ts'
import { readSchema } from './read-schema.ts'
import { namesIn, readVariables, toDeclaration } from './template.ts'

/** What was typed, over what is there; what was not asked stays. @throws BotError `bad-option` with the field */
export function readPrompt(
  typed: TypedPrompt,
  known: PromptContent | undefined,
  modelId: string,
): PromptContent {
  const template = typed.template ?? known?.template
  if (template === undefined) {
    const sentence = 'Save the prompt with its template first; then press Edit for the rest.'
    throw new BotError('bad-option', sentence, { fields: { template: sentence } })
  }
  const { step, subsystem, temperature } = known ?? {}
  return {
    description: over(typed.description, known?.description) ?? '',
    template,
    variables: variablesOf(template, typed.variables, known?.variables ?? []),
    modelId,
    ...defined({
      step: over(typed.step, step),
      subsystem: over(typed.subsystem, subsystem),
      temperature: over(typed.temperature, temperature),
      maxOutputTokens: numberOf(over(typed.maxOutputTokens, known?.maxOutputTokens?.toString())),
      inputSchema: schemaOf(typed.inputSchema, known?.inputSchema, 'inputSchema'),
      outputSchema: schemaOf(typed.outputSchema, known?.outputSchema, 'outputSchema'),
    }),
  }
}

type Text = string | null | undefined

const over = (typed: Text, known: string | undefined): string | undefined =>
  typed === undefined ? known : (typed ?? undefined)

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text)

const schemaOf = (typed: Text, known: PromptContent['inputSchema'], field: string) =>
  typed === undefined ? known : readSchema(typed, field)

/** Declarations that were not asked for hold as far as the template still uses them. */
export function variablesOf(
  template: string,
  typed: Text,
  known: readonly Variable[],
): readonly Variable[] {
  if (typed !== undefined) return readVariables(typed ?? '', template)
  const used = namesIn(template)
  const kept = known.filter(({ name }) => used.includes(name)).map(toDeclaration)
  return readVariables(kept.join('\n'), template)
}
