import { BotError } from '../errors.ts'
import type { Snapshot } from '../ports/snapshot.ts'
import type { Store } from '../ports/store.ts'
import { createFindById } from './find-by-id.ts'
import { importPrompts } from './prompts.ts'
import { importSettings } from './settings.ts'

interface Parts {
  readonly store: Store
  readonly readSnapshot: () => Promise<Snapshot>
}

/**
 * Settings (`[{ id, llm }, …]`) or prompts (`[{ workspace, name, template }, …]`) of an older installation.
 *
 * @returns what was done, line by line
 * @throws BotError `bad-option` where the file is refused as a whole
 */
export async function* importFile(
  { store, readSnapshot }: Parts,
  fileName: string,
  json: string,
): AsyncGenerator<string> {
  const entries = parse(fileName, json)
  const [stored, { models }] = await Promise.all([store.catalog.all(), readSnapshot()])
  const find = createFindById(stored, models)
  const has = (field: string) =>
    entries.some(entry => typeof entry === 'object' && entry !== null && field in entry)
  if (has('llm')) yield* importSettings({ store, find }, entries, fileName)
  else if (has('template')) yield* importPrompts({ store, find }, entries, fileName)
  else {
    const sentence = `${fileName} has neither organisations (id, llm) nor prompts (workspace, name, template).`
    throw new BotError('bad-option', sentence)
  }
}

function parse(fileName: string, json: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    const reason = (error as Error).message
    throw new BotError('bad-option', `${fileName} is not JSON: ${reason}`, { cause: error })
  }
  if (Array.isArray(value)) return value
  throw new BotError('bad-option', `${fileName} is not a list.`)
}
