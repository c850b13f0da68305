import { z } from 'zod'
import { defineCommand, option } from '../src/bot/index.ts'
import { usageCard } from '../src/money/usage-card.ts'

export default defineCommand({
  path: 'usage',
  summary: 'What you have spent, and what is left of your budgets',
  who: 'anyone',
  options: z.object({
    period: option.text('today, 7d, this-month, last-month …', 30).default('this-month'),
  }),
  run: (context, { period }) => usageCard(context, period),
})
