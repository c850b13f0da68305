import fc from 'fast-check'
import type { CostRow, Costs } from '../../../src/ports/costs.ts'
import type { Settlement } from '../../../src/ports/ledger.ts'
import { at, call, settlement } from './samples.ts'

export const DAY_SECONDS = 86_400

const price = fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }), { nil: undefined })
const tokens = fc.integer({ min: 0, max: 2_000_000_000 })

/** Calls of every kind, within six days. */
export const calls = fc.array(
  fc.record({
    memberId: fc.constantFrom('U1', 'U2', 'constructor'),
    channelId: fc.constantFrom('C1', 'C2'),
    threadId: fc.constantFrom(undefined, 'th1', 'th2'),
    modelId: fc.constantFrom('a/one', 'b/two'),
    provider: fc.constantFrom('a', 'b'),
    route: fc.constantFrom('openrouter', 'a'),
    purpose: fc.constantFrom('chat', 'compare'),
    seconds: fc.integer({ min: -3 * DAY_SECONDS, max: 3 * DAY_SECONDS }),
    costNano: price,
    computedNano: price,
    reportedNano: price,
    isEstimated: fc.boolean(),
    outcome: fc.constantFrom('ok', 'failed', 'stopped'),
    usage: fc.record({
      inputTokens: tokens,
      cacheReadTokens: tokens,
      cacheWriteTokens: tokens,
      outputTokens: tokens,
      reasoningTokens: tokens,
    }),
  } as const),
  { minLength: 1, maxLength: 15 },
)

type Made = typeof calls extends fc.Arbitrary<readonly (infer One)[]> ? One : never

export function settled(workspaceId: string, made: Made): Settlement {
  const { costNano, computedNano, reportedNano, isEstimated, outcome, usage, seconds, ...rest } =
    made
  const { threadId, ...where } = rest
  const one = call(workspaceId, { ...where, ...(threadId && { threadId }), startedAt: at(seconds) })
  const { costNano: _, computedNano: __, ...plain } = settlement(one)
  return {
    ...plain,
    ...{ isEstimated, outcome, usage },
    ...(costNano !== undefined && { costNano }),
    ...(computedNano !== undefined && { computedNano }),
    ...(reportedNano !== undefined && { reportedNano }),
  }
}

function sumsOf({ key: _, ...costs }: CostRow): Costs {
  const { day: __, ...sums } = costs as Costs & { readonly day?: string }
  return sums
}

/** The sum of a report's rows. */
export const add = (rows: readonly CostRow[]): Costs =>
  rows.map(sumsOf).reduce((sum, row) => ({
    costNano: sum.costNano + row.costNano,
    calls: sum.calls + row.calls,
    failures: sum.failures + row.failures,
    unpriced: sum.unpriced + row.unpriced,
    estimated: sum.estimated + row.estimated,
    inputTokens: sum.inputTokens + row.inputTokens,
    cacheReadTokens: sum.cacheReadTokens + row.cacheReadTokens,
    cacheWriteTokens: sum.cacheWriteTokens + row.cacheWriteTokens,
    outputTokens: sum.outputTokens + row.outputTokens,
    reasoningTokens: sum.reasoningTokens + row.reasoningTokens,
    latencyMs: sum.latencyMs + row.latencyMs,
    computedNano: sum.computedNano + row.computedNano,
    reportedNano: sum.reportedNano + row.reportedNano,
  }))

/** As `add` would find it, from what was settled. */
export function expected(all: readonly Settlement[]): Costs {
  const sum = (read: (one: Settlement) => number) =>
    all.reduce((total, one) => total + read(one), 0)
  const nano = (read: (one: Settlement) => bigint | undefined) =>
    all.reduce((total, one) => total + (read(one) ?? 0n), 0n)
  const compared = all.filter(
    one => one.computedNano !== undefined && one.reportedNano !== undefined,
  )
  return {
    costNano: nano(({ costNano }) => costNano),
    calls: all.length,
    failures: all.filter(({ outcome }) => outcome === 'failed').length,
    unpriced: all.filter(({ costNano }) => costNano === undefined).length,
    estimated: all.filter(({ isEstimated }) => isEstimated).length,
    inputTokens: sum(({ usage }) => usage.inputTokens),
    cacheReadTokens: sum(({ usage }) => usage.cacheReadTokens),
    cacheWriteTokens: sum(({ usage }) => usage.cacheWriteTokens),
    outputTokens: sum(({ usage }) => usage.outputTokens),
    reasoningTokens: sum(({ usage }) => usage.reasoningTokens),
    latencyMs: sum(({ latencyMs }) => latencyMs),
    computedNano: compared.reduce((total, one) => total + (one.computedNano ?? 0n), 0n),
    reportedNano: compared.reduce((total, one) => total + (one.reportedNano ?? 0n), 0n),
  }
}
