import { judge } from './judge.ts'
import { readLines } from './read-lines.ts'
import { report } from './report.ts'

/**
 * Judges the router on lines of prompts with how well each model did, once per seed; the figures are those of the first.
 *
 * @throws BotError `bad-option`, naming the line that cannot be used
 */
export function evaluateRouting(file: Uint8Array, seeds: readonly number[]): string {
  const sheet = readLines(file)
  return report(
    sheet,
    seeds.map(seed => judge(sheet, seed)),
  )
}
