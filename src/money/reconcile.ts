import { BotError } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { CostRow } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, card, facts, note, text } from '../ui/card.ts'
import { filterOf } from './cost-report.ts'
import { formatMoney } from './format-money.ts'
import { readPeriod } from './period.ts'
import { readAmount } from './read-amount.ts'
import { counted, percentOf, when } from './report-words.ts'

interface Reconciling {
  readonly store: Store
  readonly workspace: Workspace
  readonly clock: Clock
}

export interface Invoice {
  /** Who sent it: a route, such as `openrouter`. */
  readonly provider: string
  readonly amount: string
  readonly period: string
}

/** Compares an invoice's total with what the ledger has of that provider. @throws BotError `bad-option` */
export async function reconcile(
  { store, workspace, clock }: Reconciling,
  { provider, amount, period: words }: Invoice,
): Promise<Card> {
  const invoiced = readInvoiced(amount)
  const period = readPeriod(words, clock.now(), workspace)
  const routes = await store.costs.by('route', filterOf(workspace, period))
  const row = pickRoute(routes, provider, when(period))
  return card(
    text(
      `**${row.key}**, ${when(period)}: ${verdict(invoiced, row.costNano)} ${formatMoney(invoiced)} on the invoice, ${formatMoney(row.costNano)} on the ledger.`,
    ),
    facts({
      Calls: counted(row.calls, 'call'),
      'Reported by the provider': `${formatMoney(row.reportedNano)} where it reports (by its prices ${formatMoney(row.computedNano)})`,
      'Without a price': counted(row.unpriced, 'call'),
      Estimated: counted(row.estimated, 'call'),
    }),
    note(reasons(row)),
  )
}

function readInvoiced(typed: string): bigint {
  const nano = readAmount(typed)
  if (nano !== undefined) return nano
  throw new BotError('bad-option', `“${typed}” is no amount. Write it like 50 or $12.50.`)
}

function pickRoute(routes: readonly CostRow[], typed: string, span: string): CostRow {
  const wanted = simple(typed)
  const row = routes.find(({ key }) => simple(key) === wanted)
  if (row) return row
  const known = routes.map(({ key }) => `\`${key}\``).join(', ')
  throw new BotError(
    'bad-option',
    known
      ? `Nothing was called through “${typed}” ${span}. There is ${known}.`
      : `No model was called ${span}.`,
  )
}

/** `xai` and `x-ai` are the same. */
const simple = (name: string): string => name.trim().toLowerCase().replaceAll('-', '')

function verdict(invoiced: bigint, ledger: bigint): string {
  const gap = invoiced - ledger
  if (gap === 0n) return 'they agree to the last unit.'
  const size = gap > 0n ? gap : -gap
  const share = ledger === 0n ? '' : ` (${percentOf(size, ledger)} %)`
  return `the invoice is **${formatMoney(size)}${share} ${gap > 0n ? 'above' : 'below'}** the ledger:`
}

function reasons({ unpriced, estimated }: CostRow): string {
  const found = [
    ...(unpriced > 0
      ? [`${counted(unpriced, 'call')} without a price cost something that is not on the ledger`]
      : []),
    ...(estimated > 0 ? [`the tokens of ${counted(estimated, 'call')} were counted here`] : []),
    'an invoice’s days may be those of another time zone',
    'the same key may serve other workspaces or programs',
  ]
  return `What can make a difference: ${found.join('; ')}.`
}
