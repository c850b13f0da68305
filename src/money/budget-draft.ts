import { BotError } from '../errors.ts'
import type { Budget, SeenVersion } from '../ports/budgets.ts'

export const SCOPES = [
  'workspace',
  'channel',
  'member',
  'model',
  'thread',
  'every-member',
  'every-channel',
] as const
export const PERIODS = ['day', 'week', 'month', 'total'] as const
export const AT_LIMIT = ['block', 'cheapest', 'warn'] as const

/** A budget as it is to be; without an amount it is to go. */
export interface BudgetDraft
  extends Pick<Budget, 'scope' | 'targetId' | 'period' | 'atLimit' | 'raisedNano' | 'raisedUntil'> {
  readonly limitNano: bigint | undefined
}

const LONGEST_VALUE = 75
const RADIX = 36
const MINUTE_MS = 60_000

/** As the value of a button; undefined when the target's id is too long for one. */
export function encodeDraft(draft: BudgetDraft, seen: SeenVersion): string | undefined {
  const { limitNano, raisedNano, raisedUntil } = draft
  const value = [
    SCOPES.indexOf(draft.scope),
    PERIODS.indexOf(draft.period),
    AT_LIMIT.indexOf(draft.atLimit),
    limitNano === undefined ? '' : limitNano.toString(RADIX),
    raisedNano === undefined ? '' : raisedNano.toString(RADIX),
    raisedUntil ? Math.floor(raisedUntil.getTime() / MINUTE_MS).toString(RADIX) : '',
    seen,
    draft.targetId,
  ].join('~')
  return value.length <= LONGEST_VALUE ? value : undefined
}

/** @throws BotError `bad-option` for a button of an older version */
export function decodeDraft(value: string): { draft: BudgetDraft; seen: SeenVersion } {
  const [scopeAt, periodAt, atLimitAt, limit, raised, until, seen, ...target] = value.split('~')
  const scope = SCOPES[Number(scopeAt)]
  const period = PERIODS[Number(periodAt)]
  const atLimit = AT_LIMIT[Number(atLimitAt)]
  if (!scope || !period || !atLimit || target.length === 0) {
    throw new BotError('bad-option', 'That button is from an older version. Run the command again.')
  }
  return {
    draft: {
      ...{ scope, period, atLimit, targetId: target.join('~') },
      limitNano: limit ? readBase36(limit) : undefined,
      ...(raised && until
        ? {
            raisedNano: readBase36(raised),
            raisedUntil: new Date(Number.parseInt(until, RADIX) * MINUTE_MS),
          }
        : {}),
    },
    seen: seen === 'any' ? 'any' : Number(seen),
  }
}

const readBase36 = (digits: string): bigint =>
  [...digits].reduce(
    (sum, digit) => sum * BigInt(RADIX) + BigInt(Number.parseInt(digit, RADIX)),
    0n,
  )
