import { z } from 'zod'
import { defineCommand, option } from '../../src/bot/index.ts'
import { reconcile } from '../../src/money/reconcile.ts'

export default defineCommand({
  path: 'costs reconcile',
  summary: 'Compare a provider’s invoice with what was counted here',
  who: 'admin',
  options: z.object({
    provider: option.text('Who sent the invoice: openrouter, openai …', 60),
    amount: option.text('Its total in US dollars', 20),
    period: option.text('last-month, this-month, 2026-11-01..2026-11-15', 30).default('last-month'),
  }),
  run: (context, options) => reconcile(context, options),
})
