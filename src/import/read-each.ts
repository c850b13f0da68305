import type { z } from 'zod'
import { BotError } from '../errors.ts'

const SHOWN = 10

/** What is wrong with one field of an entry. */
export const wrong = (field: string, sentence: string): BotError =>
  new BotError('bad-option', sentence, { fields: { [field]: sentence } })

/** @throws BotError `bad-option` with what is wrong, by field */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields = result.error.issues.map(({ path, message }) => [path.join('.'), message] as const)
  throw new BotError('bad-option', 'wrong fields', { fields: Object.fromEntries(fields) })
}

/** Reads every entry. @throws BotError `bad-option` that names each wrong one, and nothing was read then */
export function readEach<T>(
  entries: readonly unknown[],
  read: (entry: unknown) => T,
): readonly T[] {
  const done: T[] = []
  const faults: string[] = []
  for (const [index, entry] of entries.entries()) {
    try {
      done.push(read(entry))
    } catch (error) {
      faults.push(...faultsOf(error, `Entry ${index + 1}${labelOf(entry)}`))
    }
  }
  if (faults.length > 0) throw refusal(faults)
  return done
}

function faultsOf(error: unknown, who: string): readonly string[] {
  if (!(error instanceof BotError && error.fields)) throw error
  return Object.entries(error.fields).map(([field, sentence]) =>
    field === '' ? `${who}: ${sentence}` : `${who}, ${field}: ${sentence}`,
  )
}

function refusal(faults: readonly string[]): BotError {
  const more = faults.length > SHOWN ? [`… and ${faults.length - SHOWN} more.`] : []
  const lines = ['Nothing was imported.', ...faults.slice(0, SHOWN), ...more]
  return new BotError('bad-option', lines.join('\n'))
}

/** What a person finds it by. */
function labelOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return ''
  const { id, workspace, name } = entry as Readonly<Record<string, unknown>>
  const names = (id === undefined ? [workspace, name] : [id]).filter(
    value => typeof value === 'string',
  )
  return names.length > 0 ? ` (${names.join(' ')})` : ''
}
