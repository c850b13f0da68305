import type { CostRow, Costs } from '../ports/costs.ts'
import { formatMoney } from './format-money.ts'
import type { Period } from './period.ts'
import type { Gap, WhatIf } from './what-if.ts'

/** `this month`, `from 2026-11-01 to 2026-11-15` */
export const when = ({ name }: Period): string => (/^\d/.test(name) ? `from ${name}` : name)

export const counted = (number: number, thing: string): string =>
  `${number.toLocaleString('en-US')} ${thing}${number === 1 ? '' : 's'}`

/** Tenths of a percent; `part` of nothing is nothing. */
export const percentOf = (part: bigint, whole: bigint): number =>
  whole === 0n ? 0 : Number((part * 1000n) / whole) / 10

/** `, +12.5 % against $4.10 in the period before` */
export function changeWords(total: Costs, before: Costs, isPart: boolean): string {
  const span = isPart ? 'in the period before up to the same day' : 'in the period before'
  if (before.calls === 0) return ` (nothing ${span})`
  if (before.costNano === 0n) return ` (${formatMoney(0n)} ${span})`
  const percent = percentOf(total.costNano - before.costNano, before.costNano)
  return ` (${percent > 0 ? '+' : ''}${percent} % against ${formatMoney(before.costNano)} ${span})`
}

/** Averages, tokens, and what is amiss with the figures. */
export function remarks(total: Costs): string {
  const { inputTokens, cacheReadTokens, outputTokens, failures, estimated, unpriced } = total
  const answers = total.calls - failures
  const cached = inputTokens === 0 ? 0 : Math.round((cacheReadTokens * 100) / inputTokens)
  return [
    ...(answers > 0
      ? [`${formatMoney(total.costNano / BigInt(answers))} an answer on average.`]
      : []),
    `${tokens(inputTokens)} tokens in (${cached} % cached), ${tokens(outputTokens)} out.`,
    ...(failures > 0 ? [`${counted(failures, 'call')} failed.`] : []),
    ...(estimated > 0 ? [`${counted(estimated, 'call')} estimated.`] : []),
    ...(unpriced > 0 ? [`${counted(unpriced, 'call')} without a price.`] : []),
  ].join(' ')
}

const tokens = (number: number): string => number.toLocaleString('en-US')

/** `The same work would have cost **$1.20** on GPT-5 (default, dearest) and …` */
export function whatIfWords(models: readonly WhatIf[], unpriced: number): string | undefined {
  if (models.length === 0) return undefined
  const each = models.map(
    ({ name, costNano, roles }) => `**${formatMoney(costNano)}** on ${name} (${roles.join(', ')})`,
  )
  const left = unpriced > 0 ? `; ${counted(unpriced, 'call')} without a price left out` : ''
  return `The same work would have cost ${each.join(', ')}${left}.`
}

export const gapWords = ({ route, computedNano, reportedNano }: Gap): string =>
  `⚠ ${route} reports ${formatMoney(reportedNano)} where its prices come to ${formatMoney(computedNano)}: compare the prices with its price list.`

export function restWords(
  rows: readonly CostRow[],
  first: number,
  shown: number,
): string | undefined {
  if (rows.length <= shown) return undefined
  const others = rows.filter((_, index) => index < first || index >= first + shown)
  const cost = others.reduce((sum, { costNano }) => sum + costNano, 0n)
  const last = Math.min(first + shown, rows.length)
  return `${first + 1} to ${last} of ${rows.length}; the others come to ${formatMoney(cost)}.`
}
