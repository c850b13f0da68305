import { z } from 'zod'
import { type Context, defineCommand, option } from '../../src/bot/index.ts'
import { costReport } from '../../src/money/cost-report.ts'
import type { CostCut } from '../../src/ports/costs.ts'
import { type Card, menu } from '../../src/ui/card.ts'

const CUTS = ['model', 'member', 'channel', 'purpose', 'provider', 'day'] as const

async function report(context: Context, period: string, by: CostCut): Promise<Card> {
  const { blocks } = await costReport(context, period, by)
  const cuts = menu({
    action: 'costs.cut',
    value: period.slice(0, 60),
    placeholder: 'Cut by…',
    options: CUTS.map(cut => ({
      label: `By ${cut}`,
      value: cut,
      ...(cut === by && { selected: true }),
    })),
  })
  return { blocks: blocks.length > 1 ? [...blocks, cuts] : blocks }
}

export default defineCommand({
  path: 'costs report',
  summary: 'Where the money went',
  who: 'admin',
  options: z.object({
    period: option
      .text('today, 7d, this-month, last-month, 2026-11-01..2026-11-15', 30)
      .default('this-month'),
    by: option.choice('How to cut it', CUTS).default('model'),
  }),
  run: (context, { period, by }) => report(context, period, by),
  actions: {
    'costs.cut': {
      kind: 'replace',
      who: 'admin',
      run: (context, period, [by]) => report(context, period, z.enum(CUTS).parse(by)),
    },
  },
})
