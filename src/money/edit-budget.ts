import { BotError } from '../errors.ts'
import type { Budget } from '../ports/budgets.ts'
import type { Card } from '../ui/card.ts'
import { type BudgetDraft, encodeDraft } from './budget-draft.ts'
import { type BudgetInput, readFormState } from './budget-form.ts'
import { readTarget } from './budget-target.ts'
import type { BudgetChange, Budgeting } from './budgeting.ts'
import { previewCard } from './preview-budget.ts'
import { readAmount } from './read-amount.ts'
import { readUntil } from './read-until.ts'
import { saveDraft } from './save-budget.ts'

/** A budget as an admin types it. With `until` the amount is a raise of one that is there. */
export interface TypedBudget {
  readonly amount: string
  readonly scope: Budget['scope']
  readonly target?: string | undefined
  readonly period: Budget['period']
  readonly at_limit?: Budget['atLimit'] | undefined
  readonly until?: string | undefined
}

/** Saves at once: sets, raises or, with the amount `off`, removes it. @throws BotError `bad-option` */
export async function saveTyped(
  parts: Budgeting,
  typed: TypedBudget,
): Promise<BudgetChange | Card> {
  const draft = await readTyped(parts, typed)
  if (typed.until === undefined) return saveDraft(parts, draft, 'any')
  const known = knownFor(parts, draft)
  if (!known) {
    throw new BotError('bad-option', 'Only a budget that is there can be raised for a while.')
  }
  const raise = readRaise(parts, known.limitNano, typed.amount, typed.until)
  return saveDraft(parts, { ...known, ...raise }, known.version)
}

/** Shows what saving would do; what a button cannot carry is saved at once. @throws BotError `bad-option` */
export async function previewTyped(
  parts: Budgeting,
  input: BudgetInput,
  state: string,
): Promise<BudgetChange | Card> {
  const { budgetId, seen } = readFormState(state)
  const edited = parts.workspace.budgets.find(({ id }) => id === budgetId)
  const draft = edited ? readChange(parts, edited, input) : await readNew(parts, input)
  const current = knownFor(parts, draft)
  const version = current?.version ?? 0
  if (encodeDraft(draft, version) === undefined) return saveDraft(parts, draft, seen)
  return previewCard(parts, draft, current, seen === version ? 'none' : 'changed')
}

async function readTyped(parts: Budgeting, typed: TypedBudget): Promise<BudgetDraft> {
  const { amount, scope, target, period, at_limit } = typed
  const limitNano = readAmount(amount)
  const targetId = await readTarget(parts, scope, target)
  const known = knownFor(parts, { scope, targetId, period })
  return { scope, targetId, period, limitNano, atLimit: at_limit ?? known?.atLimit ?? 'block' }
}

function readNew(parts: Budgeting, input: BudgetInput): Promise<BudgetDraft> {
  const [scope = 'workspace'] = input.scope ?? []
  const [target] = input.target ?? []
  const [period = 'month'] = input.period ?? []
  const [at_limit] = input.atLimit
  return readTyped(parts, { amount: input.amount[0], scope, target, period, at_limit })
}

function readChange(parts: Budgeting, known: Budget, input: BudgetInput): BudgetDraft {
  const limitNano = readAmount(input.amount[0])
  const [raiseTo] = input.raiseTo ?? []
  const [raiseUntil] = input.raiseUntil ?? []
  const { scope, targetId, period } = known
  const draft = { scope, targetId, period, limitNano, atLimit: input.atLimit[0] }
  if (limitNano === undefined || raiseTo === undefined) return draft
  if (raiseUntil === undefined) {
    throw problem('raiseUntil', 'Say until when: 12h, 3d, or the last day, such as 2026-11-30.')
  }
  return { ...draft, ...readRaise(parts, limitNano, raiseTo, raiseUntil) }
}

const problem = (field: string, words: string): BotError =>
  new BotError('bad-option', words, { fields: { [field]: words } })

function readRaise(
  { clock, workspace }: Budgeting,
  limitNano: bigint,
  amount: string,
  until: string,
) {
  const raisedNano = readAmount(amount)
  if (raisedNano === undefined || raisedNano <= limitNano) {
    throw problem('raiseTo', 'A raise has to be more than the budget.')
  }
  return { raisedNano, raisedUntil: readUntil(until, clock.now(), workspace) }
}

const knownFor = (
  { workspace }: Budgeting,
  { scope, targetId, period }: Pick<Budget, 'scope' | 'targetId' | 'period'>,
): Budget | undefined =>
  workspace.budgets.find(
    budget => budget.scope === scope && budget.targetId === targetId && budget.period === period,
  )
