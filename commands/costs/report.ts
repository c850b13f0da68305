import { z } from 'zod'
import { type Context, defineCommand, option } from '../../src/bot/index.ts'
import { costReport } from '../../src/money/cost-report.ts'
import type { CostCut } from '../../src/ports/costs.ts'
import { type Button, buttons, type Card, card, menu } from '../../src/ui/card.ts'

const CUTS = ['model', 'member', 'channel', 'purpose', 'provider', 'day'] as const

async function report(context: Context, period: string, by: CostCut, wanted = 0): Promise<Card> {
  const { card: shown, page, pages } = await costReport(context, period, by, wanted)
  if (pages === 0) return shown
  return card(...shown.blocks, turning(period, by, page, pages), cutting(period, by))
}

function turning(period: string, by: CostCut, page: number, pages: number) {
  const to = (label: string, target: number): Button => ({
    label,
    action: 'costs.page',
    value: [target, by, period].join('|'),
  })
  return pages > 1
    ? buttons(
        ...(page > 0 ? [to('← Previous', page - 1)] : []),
        ...(page < pages - 1 ? [to('Next →', page + 1)] : []),
      )
    : undefined
}

const cutting = (period: string, by: CostCut) =>
  menu({
    action: 'costs.cut',
    value: period,
    placeholder: 'Cut by…',
    options: CUTS.map(cut => ({
      label: `By ${cut}`,
      value: cut,
      ...(cut === by && { selected: true }),
    })),
  })

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
    'costs.page': {
      kind: 'replace',
      who: 'admin',
      run(context, value) {
        const [page, by, period = 'this-month'] = value.split('|')
        return report(context, period, z.enum(CUTS).parse(by), Number(page))
      },
    },
  },
})
