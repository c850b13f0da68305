import type { EnabledEntry } from '../models/workspaces.ts'
import { type Card, type ChartBlock, card, chart, note, table, text } from '../ui/card.ts'
import { type Calculation, evenAnswer, type Priced, type Unfit, type Work } from './calculation.ts'
import { formatMoney } from './format-money.ts'
import { percentOf } from './report-words.ts'

/** Rows of the table, bars of the chart. */
const SHOWN = 20
const BARS = 12

/** @param what the volume in words */
export function calculationCard(work: Work, what: string, calculation: Calculation): Card {
  const { priced, unfit } = calculation
  const present = priced.find(({ entry }) => entry.isDefault)
  const rest = priced.length - SHOWN
  return card(
    text(headline(priced, present)),
    note(`30 days: ${what}.`),
    priced.length > 0
      ? table(
          ['Model', '30 days', 'Against the default'],
          priced.slice(0, SHOWN).map(each => toRow(each, present)),
        )
      : undefined,
    rest > 0 ? note(`${rest} dearer ones are left out.`) : undefined,
    priced.length > 1 ? picture(priced) : undefined,
    breakEven(work, priced, present),
    unfit.length > 0 ? note(leftOut(unfit)) : undefined,
  )
}

function headline([cheapest]: readonly Priced[], present: Priced | undefined): string {
  if (!cheapest) return 'None of the enabled models can be calculated.'
  const { entry, costNano } = cheapest
  const least = `**${entry.name}** is cheapest: ${formatMoney(costNano)} in 30 days`
  if (!present) return `${least}. What the default costs is not known.`
  if (present.costNano === costNano) {
    return `**${present.entry.name}**, the default, is cheapest: ${formatMoney(costNano)} in 30 days.`
  }
  const saved = present.costNano - costNano
  const share = percentOf(saved, present.costNano)
  return `${least}, ${formatMoney(saved)} (${share} %) less than the default, **${present.entry.name}**.`
}

/** So much of a note reads well. */
const LONGEST_NOTE = 1500

function leftOut(unfit: readonly Unfit[]): string {
  const each = unfit.map(({ entry, why }) => `${entry.name} (${why})`)
  return `Not calculated: ${each.join(', ')}.`.slice(0, LONGEST_NOTE)
}

function toRow({ entry, costNano }: Priced, present: Priced | undefined): readonly string[] {
  return [
    entry.name,
    formatMoney(costNano),
    entry.isDefault ? 'the default' : change(costNano, present),
  ]
}

function change(costNano: bigint, present: Priced | undefined): string {
  if (!present) return '–'
  const more = costNano - present.costNano
  if (more === 0n) return 'the same'
  const sign = more > 0n ? '+' : ''
  const share = present.costNano === 0n ? '' : ` (${sign}${percentOf(more, present.costNano)} %)`
  return `${sign}${formatMoney(more)}${share}`
}

function picture(priced: readonly Priced[]): ChartBlock {
  const shown = priced.slice(0, BARS)
  const [first, last] = [shown[0], shown.at(-1)]
  return chart({
    form: 'bars',
    title: 'Cost of 30 days by model',
    unit: 'usd',
    labels: shown.map(({ entry }) => entry.name),
    series: [{ name: 'Cost', values: shown.map(({ costNano }) => costNano) }],
    summary: `From ${words(first)} to ${words(last)}.`,
  })
}

const words = (priced: Priced | undefined): string =>
  priced ? `${formatMoney(priced.costNano)} with ${priced.entry.name}` : 'nothing'

/** Between the default and the cheapest other one. */
function breakEven(work: Work, priced: readonly Priced[], present: Priced | undefined) {
  const other = priced.find(({ entry }) => !entry.isDefault)
  if (work.kind === 'recent' || !present || !other) return undefined
  const [a, b] = [pricesOf(present.entry), pricesOf(other.entry)]
  const tokens = a && b && evenAnswer(work, a, b)
  const { maxOutput: most = Number.POSITIVE_INFINITY } = other.entry.model
  if (!tokens || tokens > most) return undefined
  return note(
    `Break-even: with answers of about ${tokens.toLocaleString('en-US')} tokens **${other.entry.name}** and **${present.entry.name}** cost the same.`,
  )
}

const pricesOf = ({ model }: EnabledEntry) => model.prices
