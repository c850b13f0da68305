import { z } from 'zod'
import { defineCommand, defineForm, option } from '../../src/bot/index.ts'
import { AT_LIMIT, PERIODS, SCOPES } from '../../src/money/budget-draft.ts'
import { eachCard } from '../../src/money/budget-each.ts'
import { budgetForm, budgetInput } from '../../src/money/budget-form.ts'
import { budgetList } from '../../src/money/budget-list.ts'
import { previewTyped, saveTyped } from '../../src/money/edit-budget.ts'
import { saveButton } from '../../src/money/save-budget.ts'
import { say } from '../../src/ui/card.ts'

export default defineCommand({
  path: 'models budget',
  summary: 'Limit what may be spent, or see all limits',
  who: 'admin',
  options: z.object({
    amount: option.text('In US dollars, such as 50; off removes the budget', 20).optional(),
    scope: option.choice('Whose spending it limits', SCOPES).default('workspace'),
    target: option.text('Which channel, member or model', 120).optional(),
    period: option.choice('How long it lasts', PERIODS).default('month'),
    at_limit: option.choice('What happens when it is spent', AT_LIMIT).optional(),
    until: option.text('Raises it for a while only: 12h, 3d, or the last day', 20).optional(),
  }),
  run: (context, { amount, ...rest }) =>
    amount === undefined ? budgetList(context, 0) : saveTyped(context, { amount, ...rest }),
  actions: {
    'budget.add': { kind: 'form', form: 'budget' },
    'budget.raise': { kind: 'form', form: 'budget' },
    'budget.save': { kind: 'replace', who: 'admin', run: saveButton },
    'budget.page': {
      kind: 'replace',
      who: 'admin',
      run: (context, page) => budgetList(context, Number(page)),
    },
    'budget.each': { kind: 'private', who: 'admin', run: eachCard },
    'budget.cancel': { kind: 'replace', who: 'admin', run: () => say('Nothing was changed.') },
  },
  forms: {
    budget: defineForm({
      who: 'admin',
      build: budgetForm,
      input: budgetInput,
      submit: previewTyped,
    }),
  },
})
