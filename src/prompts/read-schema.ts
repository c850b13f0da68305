import { z } from 'zod'
import { BotError } from '../errors.ts'

type Schema = Readonly<Record<string, unknown>>

/** @throws BotError `bad-option` with the field */
export function readSchema(text: string | null | undefined, field: string): Schema | undefined {
  if (!text) return undefined
  try {
    const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    if (schema['type'] !== 'object') throw new TypeError('its type is not "object"')
    z.fromJSONSchema(schema)
    return schema
  } catch (error) {
    const sentence = `That is no JSON schema of an object: ${reasonOf(error)}`
    throw new BotError('bad-option', sentence, { fields: { [field]: sentence }, cause: error })
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof z.ZodError
    ? 'it is not an object.'
    : `${(error as Error).message.slice(0, 120)}.`
