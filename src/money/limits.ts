import type { Budget, Limit, Subject } from '../ports/budgets.ts'
import type { Call } from '../ports/ledger.ts'
import type { Calendar } from './period.ts'
import { windowAt } from './window.ts'

type Spender = Pick<Call, 'channelId' | 'threadId' | 'memberId' | 'modelId'>

/** Every budget that a call falls under, in the window of its start. All of them have to have room. */
export function limitsOf(
  budgets: readonly Budget[],
  spender: Spender,
  at: Date,
  calendar: Calendar,
): readonly Limit[] {
  return budgets.flatMap(budget => {
    const subject = subjectOf(budget, spender)
    return subject ? [toLimit(budget, subject, at, calendar)] : []
  })
}

/** A budget as it applies to one subject at an instant. */
export const toLimit = (
  budget: Budget,
  subject: Pick<Limit, 'subject' | 'subjectId'>,
  at: Date,
  calendar: Calendar,
): Limit => ({
  budget,
  ...subject,
  ...windowAt(budget.period, at, calendar),
  limitNano: limitAt(budget, at),
})

/** A temporary raise ends by itself. */
export function limitAt({ limitNano, raisedNano, raisedUntil }: Budget, at: Date): bigint {
  const isRaised = raisedNano !== undefined && raisedUntil !== undefined && at < raisedUntil
  return isRaised && raisedNano > limitNano ? raisedNano : limitNano
}

function subjectOf(
  { scope, targetId }: Budget,
  { channelId, threadId, memberId, modelId }: Spender,
): Pick<Limit, 'subject' | 'subjectId'> | undefined {
  const only = (subject: Subject, subjectId: string | undefined) =>
    subjectId === targetId ? { subject, subjectId } : undefined
  switch (scope) {
    case 'workspace':
      return { subject: 'workspace', subjectId: '' }
    case 'every-member':
      return { subject: 'member', subjectId: memberId }
    case 'every-channel':
      return { subject: 'channel', subjectId: channelId }
    case 'channel':
      return only('channel', channelId)
    case 'member':
      return only('member', memberId)
    case 'model':
      return only('model', modelId)
    case 'thread':
      return only('thread', threadId)
    default:
      return scope satisfies never
  }
}
