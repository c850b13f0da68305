import { z } from 'zod'

/** A JSON schema of an object. */
export type OutputSchema = Readonly<Record<string, unknown>>

export type Read =
  | { readonly kind: 'fits'; readonly data: unknown }
  /** In words that a model can act on. */
  | { readonly kind: 'misfits'; readonly problems: string }

/** What the model is told of the form of its answer. */
export const schemaInstructions = (schema: OutputSchema): string =>
  `Answer with one JSON object and nothing else: no words around it, no code fence. It has to satisfy this JSON schema:
${JSON.stringify(schema)}`

/** The JSON in an answer, checked. Words and fences around it are passed over. */
export function readStructured(schema: OutputSchema, answer: string): Read {
  const json = parse(answer)
  if (json === undefined)
    return { kind: 'misfits', problems: 'It is not one complete JSON object.' }
  const result = z.fromJSONSchema(schema).safeParse(json)
  if (result.success) return { kind: 'fits', data: json }
  return { kind: 'misfits', problems: z.prettifyError(result.error) }
}

function parse(answer: string): unknown {
  const from = answer.indexOf('{')
  const until = answer.lastIndexOf('}')
  if (from === -1 || until < from) return undefined
  try {
    return JSON.parse(answer.slice(from, until + 1))
  } catch {
    return undefined
  }
}
