import { z } from 'zod'
import { defineCommand, option } from '../../src/bot/index.ts'
import { costExport, EXPORTS } from '../../src/money/export-costs.ts'

export default defineCommand({
  path: 'costs export',
  summary: 'What was spent, as a CSV file for you alone',
  who: 'admin',
  options: z.object({
    period: option
      .text('today, 7d, this-month, last-month, 2026-11-01..2026-11-15', 30)
      .default('this-month'),
    what: option.choice('A line per call, or per day and model', EXPORTS).default('calls'),
  }),
  run: (context, { period, what }) => costExport(context, period, what),
})
