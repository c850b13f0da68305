import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { BotError } from '../../errors.ts'

/** What one model made of a prompt, and what that cost. */
export interface Result {
  readonly score: number
  readonly costUsd: number
}

export interface Line {
  readonly prompt: string
  readonly models: Readonly<Record<string, Result>>
}

const lineShape = z.object({
  prompt: z.string().min(1),
  models: z
    .record(z.string(), z.object({ score: z.number().min(0).max(1), costUsd: z.number().min(0) }))
    .refine(models => Object.keys(models).length >= 2, 'needs at least two models'),
})

export interface Sheet {
  readonly lines: readonly Line[]
  /** The models that every line has, sorted by id. */
  readonly models: readonly string[]
}

/** JSON lines, gzipped or not; empty lines are skipped. @throws BotError `bad-option`, naming the line */
export function readLines(file: Uint8Array): Sheet {
  const isZipped = file[0] === 0x1f && file[1] === 0x8b
  const text = new TextDecoder().decode(isZipped ? unzip(file) : file)
  const lines = text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => readLine(line, number))
  return { lines, models: commonModels(lines) }
}

/** A model that is not on every line cannot be compared. */
function commonModels(lines: readonly Line[]): readonly string[] {
  const [first] = lines
  if (!first) throw new BotError('bad-option', 'The file has no lines.')
  let common = Object.keys(first.models).sort()
  for (const [index, { models }] of lines.entries()) {
    common = common.filter(id => Object.hasOwn(models, id))
    if (common.length < 2) {
      throw new BotError('bad-option', `Up to line ${index + 1}, fewer than two models are on all.`)
    }
  }
  return common
}

function unzip(file: Uint8Array): Uint8Array {
  try {
    return gunzipSync(file)
  } catch (cause) {
    throw new BotError('bad-option', 'The file begins like gzip but cannot be unpacked.', { cause })
  }
}

function readLine(line: string, number: number): Line {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new BotError('bad-option', `Line ${number} is not JSON.`)
  }
  const parsed = lineShape.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.length ? `\`${issue.path.join('.')}\`` : 'it'
  throw new BotError('bad-option', `Line ${number} cannot be used: ${where} ${issue?.message}.`)
}
