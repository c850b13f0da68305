import { z } from 'zod'
import { defineCommand, defineForm, option } from '../../src/bot/index.ts'
import { budgetForm, budgetInput } from '../../src/money/budget-form.ts'
import { budgetList } from '../../src/money/budget-list.ts'
import {
  AT_LIMIT,
  changeKnown,
  PERIODS,
  SCOPES,
  saveTyped,
  takeBack,
} from '../../src/money/save-budget.ts'

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
    amount === undefined ? budgetList(context) : saveTyped(context, { amount, ...rest }),
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
      submit(context, { amount: [amount], atLimit: [atLimit], ...input }, budgetId) {
        const known = context.workspace.budgets.find(({ id }) => id === budgetId)
        if (known) return changeKnown(context, known, amount, atLimit)
        const [scope = 'workspace'] = input.scope ?? []
        const [target] = input.target ?? []
        const [period = 'month'] = input.period ?? []
        return saveTyped(context, { amount, scope, target, period, at_limit: atLimit })
      },
    }),
  },
})
