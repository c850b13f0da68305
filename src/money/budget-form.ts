import { z } from 'zod'
import type { Budget } from '../ports/budgets.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Form, FormField } from '../ui/form.ts'
import { budgetName } from './budget-words.ts'
import { exactDollars, formatMoney } from './format-money.ts'

interface Building {
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly clock: Clock
}

/** A new budget, or with a budget's id as state its amount, a raise for a while and what happens at the limit. */
export function budgetForm({ workspace, chat, clock }: Building, state: string): Form {
  const { budgetId } = readFormState(state)
  const known = workspace.budgets.find(({ id }) => id === budgetId)
  return {
    id: 'budget',
    title: known ? 'Change the budget' : 'New budget',
    submitLabel: 'Continue',
    state: known ? `${known.id}~${known.version}` : '',
    sections: [
      {
        id: 'budget',
        title: known
          ? `${formatMoney(known.limitNano)} ${budgetName(known, chat.mention)}`.slice(0, 100)
          : 'Budget',
        fields: [
          amountField(known && exactDollars(known.limitNano)),
          ...(known ? raiseFields(known, clock.now()) : scopeFields()),
          atLimitField(workspace, known?.atLimit),
        ],
      },
    ],
  }
}

/** Which budget an admin had before them, and which version of it. */
export function readFormState(state: string): { budgetId: string; seen: number } {
  const [budgetId = '', version = '0'] = state.split('~')
  return { budgetId, seen: Number(version) }
}

const raiseFields = (known: Budget, now: Date): readonly FormField[] => [
  optionalText('raiseTo', 'Raise it for a while to', raiseHint(known, now)),
  optionalText('raiseUntil', 'Raised until', '12h, 3d, or the last day, such as 2026-11-30'),
]

const raiseHint = ({ raisedNano, raisedUntil }: Budget, now: Date): string =>
  raisedNano !== undefined && raisedUntil && now < raisedUntil
    ? `It is ${formatMoney(raisedNano)} for a while; empty ends that`
    : 'In US dollars; empty for no raise'

const optionalText = (id: string, label: string, hint: string): FormField => ({
  ...{ kind: 'text', id, label, hint },
  required: false,
  multiline: false,
  maxLength: 120,
})

const amountField = (initial: string | undefined): FormField => ({
  kind: 'text',
  id: 'amount',
  label: 'Amount in US dollars',
  hint: 'Such as 50 or $12.50; off removes it',
  required: true,
  multiline: false,
  maxLength: 20,
  ...(initial && { initial }),
})

const choice = (
  id: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  initial: string,
): FormField => ({
  kind: 'choice',
  id,
  label,
  required: true,
  multiple: false,
  choices: Object.entries(choices).map(([value, words]) => ({ value, label: words })),
  initial: [initial],
})

const scopeFields = (): readonly FormField[] => [
  choice(
    'scope',
    'For whom',
    {
      workspace: 'the whole workspace',
      channel: 'this channel, or the one named below',
      member: 'the member named below',
      model: 'the model named below',
      'every-member': 'each member, on their own',
      'every-channel': 'each channel, on its own',
    },
    'workspace',
  ),
  optionalText(
    'target',
    'Channel, member or model',
    'An id or a model’s name; empty for all the others',
  ),
  choice(
    'period',
    'For how long',
    { day: 'a day', week: 'a week', month: 'a month', total: 'altogether' },
    'month',
  ),
]

const atLimitField = ({ earlyPercent }: Workspace, initial = 'block'): FormField =>
  choice(
    'atLimit',
    'When it is spent',
    {
      block: 'refuse further calls',
      cheapest: `from ${earlyPercent} % on let the cheapest model answer`,
      warn: 'go on, and warn the admins',
    },
    initial,
  )

const none = z.tuple([])

export const budgetInput = z.object({
  amount: z.tuple([z.string()], 'Write an amount.'),
  scope: z
    .tuple([z.enum(['workspace', 'channel', 'member', 'model', 'every-member', 'every-channel'])])
    .optional(),
  target: z.union([none, z.tuple([z.string()])]).optional(),
  raiseTo: z.union([none, z.tuple([z.string()])]).optional(),
  raiseUntil: z.union([none, z.tuple([z.string()])]).optional(),
  period: z.tuple([z.enum(['day', 'week', 'month', 'total'])]).optional(),
  atLimit: z.tuple([z.enum(['block', 'cheapest', 'warn'])]),
})

export type BudgetInput = z.output<typeof budgetInput>
