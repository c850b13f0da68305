import { z } from 'zod'
import { type Context, defineCommand, defineForm, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { budgetForm, budgetInput } from '../../src/money/budget-form.ts'
import { readTarget } from '../../src/money/budget-target.ts'
import {
  atLimitWords,
  budgetName,
  resetWords,
  standingWords,
} from '../../src/money/budget-words.ts'
import { formatMoney } from '../../src/money/format-money.ts'
import { readAmount } from '../../src/money/read-amount.ts'
import { windowAt } from '../../src/money/window.ts'
import type {
  AtLimit,
  Budget,
  BudgetPeriod,
  BudgetScope,
  Limit,
  Subject,
} from '../../src/ports/budgets.ts'
import { buttons, type Card, card, note, type Row, rows, say, text } from '../../src/ui/card.ts'

const SCOPES = [
  'workspace',
  'channel',
  'member',
  'model',
  'thread',
  'every-member',
  'every-channel',
] as const
const PERIODS = ['day', 'week', 'month', 'total'] as const
const AT_LIMIT = ['block', 'cheapest', 'warn'] as const

type Wanted = Omit<Budget, 'id' | 'workspaceId' | 'limitNano'>

/** The limit of a budget on one subject now; the `every-…` scopes have no single one. */
function limitOf({ workspace, clock }: Context, budget: Budget): Limit | undefined {
  if (budget.scope === 'every-member' || budget.scope === 'every-channel') return undefined
  const subject: Subject = budget.scope
  return {
    budget,
    subject,
    subjectId: budget.targetId,
    ...windowAt(budget.period, clock.now(), workspace),
  }
}

async function standingLine(context: Context, budget: Budget): Promise<string> {
  const limit = limitOf(context, budget)
  if (!limit) return `${formatMoney(budget.limitNano)} for each`
  const standing = await context.store.budgets.standing(limit)
  return `${standingWords(standing)}. ${resetWords(limit, context.workspace)}`
}

async function list(context: Context): Promise<Card> {
  const { workspace, chat } = context
  const { budgets } = workspace
  const add = { label: 'Add a budget', action: 'budget.add', value: '', style: 'primary' } as const
  if (budgets.length === 0) {
    return card(
      text('**No budget is set.** Calls cost what they cost.'),
      note('`/models budget 50` limits the workspace to $50 a month.'),
      buttons(add),
    )
  }
  const lines = await Promise.all(
    budgets.map(async (budget): Promise<Row> => {
      const name = budgetName(budget, chat.mention)
      const line = await standingLine(context, budget)
      return {
        markdown: `**${formatMoney(budget.limitNano)} ${name}** (${atLimitWords(budget.atLimit)})\n${line}.`,
        button: { label: 'Change', action: 'budget.raise', value: budget.id },
      }
    }),
  )
  return card(
    text(`**${budgets.length} ${budgets.length === 1 ? 'budget' : 'budgets'}**`),
    rows(...lines),
    buttons(add),
  )
}

async function set(context: Context, wanted: Wanted, limitNano: bigint): Promise<Reply> {
  const { store, workspace, workspaces, actor, chat } = context
  const details = {
    scope: wanted.scope,
    target: wanted.targetId,
    period: wanted.period,
    atLimit: wanted.atLimit,
  }
  const change = { actor, action: 'budget', target: formatMoney(limitNano), details }
  const { budget, before } = await store.budgets.set(
    { ...wanted, workspaceId: workspace.id, limitNano },
    change,
  )
  workspaces.changed(workspace.id)
  const name = budgetName(budget, chat.mention)
  return {
    card: card(
      text(`**The ${name} is ${formatMoney(limitNano)} now**: ${atLimitWords(budget.atLimit)}.`),
      note(`${await standingLine(context, budget)}.`),
      undo(budget, before),
    ),
    notice: {
      to: 'admins',
      card: say(
        `${actor.name} set the ${name} to ${formatMoney(limitNano)}${before ? ` (it was ${formatMoney(before.limitNano)})` : ''}.`,
      ),
    },
  }
}

async function remove(context: Context, wanted: Wanted): Promise<Reply> {
  const { store, workspace, workspaces, actor, chat } = context
  const details = { scope: wanted.scope, target: wanted.targetId, period: wanted.period }
  const change = { actor, action: 'budget', target: 'off', details }
  const before = await store.budgets.remove({ ...wanted, workspaceId: workspace.id }, change)
  workspaces.changed(workspace.id)
  if (!before)
    throw new BotError('bad-option', 'There is no such budget. `/models budget` shows them all.')
  const name = budgetName(before, chat.mention)
  return {
    card: card(
      text(`The ${name} is gone; it was ${formatMoney(before.limitNano)}.`),
      undo(before, before),
    ),
    notice: { to: 'admins', card: say(`${actor.name} removed the ${name}.`) },
  }
}

const UNDO_LENGTH = 75

function undo({ scope, targetId, period }: Budget, before: Budget | undefined) {
  const amount = before ? String(before.limitNano) : 'off'
  const value = [scope, targetId, period, amount, before?.atLimit ?? 'block'].join('|')
  return value.length <= UNDO_LENGTH
    ? buttons({ label: 'Undo', action: 'budget.undo', value })
    : undefined
}

function takeBack(context: Context, value: string): Promise<Reply> {
  const [scope = '', targetId = '', period = '', amount = '', atLimit = ''] = value.split('|')
  const wanted = {
    scope: z.enum(SCOPES).parse(scope),
    targetId,
    period: z.enum(PERIODS).parse(period),
    atLimit: z.enum(AT_LIMIT).parse(atLimit),
  }
  return amount === 'off' ? remove(context, wanted) : set(context, wanted, BigInt(amount))
}

interface Typed {
  readonly amount: string
  readonly scope: BudgetScope
  readonly target?: string | undefined
  readonly period: BudgetPeriod
  readonly at_limit: AtLimit
}

async function change(
  context: Context,
  { amount, scope, target, period, at_limit }: Typed,
): Promise<Reply> {
  const limitNano = readAmount(amount)
  const targetId = await readTarget(context, scope, target)
  const wanted = { scope, targetId, period, atLimit: at_limit }
  return limitNano === undefined ? remove(context, wanted) : set(context, wanted, limitNano)
}

export default defineCommand({
  path: 'models budget',
  summary: 'Limit what may be spent, or see all limits',
  who: 'admin',
  options: z.object({
    amount: option.text('In US dollars, such as 50; off removes the budget', 20).optional(),
    scope: option.choice('Whose spending it limits', SCOPES).default('workspace'),
    target: option.text('Which channel, member or model', 120).optional(),
    period: option.choice('How long it lasts', PERIODS).default('month'),
    at_limit: option.choice('What happens when it is spent', AT_LIMIT).default('block'),
  }),
  run: (context, { amount, ...rest }) =>
    amount === undefined ? list(context) : change(context, { amount, ...rest }),
  actions: {
    'budget.add': { kind: 'form', form: 'budget' },
    'budget.raise': { kind: 'form', form: 'budget' },
    'budget.undo': { kind: 'replace', who: 'admin', run: takeBack },
  },
  forms: {
    budget: defineForm({
      who: 'admin',
      build: budgetForm,
      input: budgetInput,
      async submit(context, input, budgetId) {
        const known = context.workspace.budgets.find(({ id }) => id === budgetId)
        if (!known) {
          const [scope = 'workspace'] = input.scope ?? []
          const [target] = input.target ?? []
          const [period = 'month'] = input.period ?? []
          return change(context, {
            amount: input.amount[0],
            scope,
            target,
            period,
            at_limit: input.atLimit[0],
          })
        }
        const limitNano = readAmount(input.amount[0])
        const wanted = { ...known, atLimit: input.atLimit[0] }
        return limitNano === undefined
          ? remove(context, wanted)
          : set(context, stripped(wanted), limitNano)
      },
    }),
  },
})

const stripped = ({ scope, targetId, period, atLimit }: Budget): Wanted => ({
  scope,
  targetId,
  period,
  atLimit,
})
