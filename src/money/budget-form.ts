import { z } from 'zod'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Form, FormField } from '../ui/form.ts'
import { budgetName } from './budget-words.ts'
import { exactDollars, formatMoney } from './format-money.ts'

interface Building {
  readonly workspace: Workspace
  readonly chat: ChatPlatform
}

/** A new budget, or with a budget's id as state its amount and what happens at the limit. */
export function budgetForm({ workspace, chat }: Building, budgetId: string): Form {
  const known = workspace.budgets.find(({ id }) => id === budgetId)
  return {
    id: 'budget',
    title: known ? 'Change the budget' : 'New budget',
    submitLabel: 'Save',
    state: known ? budgetId : '',
    sections: [
      {
        id: 'budget',
        title: known
          ? `${formatMoney(known.limitNano)} ${budgetName(known, chat.mention)}`.slice(0, 100)
          : 'Budget',
        fields: [
          amountField(known && exactDollars(known.limitNano)),
          ...(known ? [] : scopeFields()),
          atLimitField(known?.atLimit),
        ],
      },
    ],
  }
}

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
  {
    kind: 'text',
    id: 'target',
    label: 'Channel, member or model',
    hint: 'An id or a model’s name; empty for all the others',
    required: false,
    multiline: false,
    maxLength: 120,
  },
  choice(
    'period',
    'For how long',
    { day: 'a day', week: 'a week', month: 'a month', total: 'altogether' },
    'month',
  ),
]

const atLimitField = (initial = 'block'): FormField =>
  choice(
    'atLimit',
    'When it is spent',
    {
      block: 'refuse further calls',
      cheapest: 'let the cheapest model answer',
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
  period: z.tuple([z.enum(['day', 'week', 'month', 'total'])]).optional(),
  atLimit: z.tuple([z.enum(['block', 'cheapest', 'warn'])]),
})
