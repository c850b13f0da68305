import { formatMoney } from '../money/format-money.ts'
import { counted } from '../money/report-words.ts'
import { volumeWords } from '../money/volume.ts'
import { type Block, buttons, type Card, card, facts, note, table, text } from '../ui/card.ts'
import { type Compared, type Comparison, stateOf } from './compared.ts'
import { contextText, priceLine, shortPrice } from './describe-model.ts'
import { modelFacts } from './model-facts.ts'
import { RECENT_DAYS } from './recent-use.ts'
import { successOf } from './task-models.ts'

/** Side by side where it fits on a phone: two in a table, three one below the other. */
export function compareCard(comparison: Comparison): Card {
  const { models, volume } = comparison
  return card(
    text(verdict(comparison)),
    ...bodyOf(models, volume.calls > 0),
    volume.calls > 0
      ? note(
          `A month is what this team asked in the last ${RECENT_DAYS} days: ${volumeWords(volume)}. Images and prices by size or hour are left out.`,
        )
      : undefined,
    ...asking(models),
  )
}

function bodyOf(models: readonly Compared[], isUsed: boolean): readonly Block[] {
  const described = models.map(model => describe(model, isUsed))
  if (models.length > 2) {
    return models.flatMap(({ name }, index) => [text(`**${name}**`), facts(described[index] ?? {})])
  }
  const features = [...new Set(described.flatMap(each => Object.keys(each)))]
  const lines = features.map(feature => [feature, ...described.map(each => each[feature] ?? '–')])
  return [table(['Feature', ...models.map(({ name }) => name)], lines)]
}

function describe(compared: Compared, isUsed: boolean): Readonly<Record<string, string>> {
  const { model, record, costNano } = compared
  const known = modelFacts(model, model)
  return {
    'Price in/out per 1M': shortPrice(model),
    Context: contextText(model.contextWindow) || 'unknown',
    'Longest answer': contextText(model.maxOutput) || 'unknown',
    'Can do': known['Can do'] ?? 'text',
    ...(known['Limits'] && { Limits: known['Limits'] }),
    'Success here': record
      ? `${successOf({ runs: record.calls, failures: record.failures })} % of ${counted(record.calls, 'call')}`
      : 'not used',
    'Time a call here': record ? seconds(record.latencyMs / record.calls) : 'not used',
    ...(isUsed && {
      'This team’s month': costNano === undefined ? 'unknown' : formatMoney(costNano),
    }),
    Here: standing(compared),
  }
}

const standing = ({ model, isEnabled, isDefault, isAvailable }: Compared): string => {
  if (model.status === 'missing') return 'not offered any more'
  if (!isAvailable) return 'unavailable: no key'
  if (isDefault) return 'the default'
  return isEnabled ? 'enabled' : 'not enabled'
}

/** `840 ms`, `2.4 s` */
export const seconds = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`

function verdict({ models, volume }: Comparison): string {
  const names = models.map(({ name }) => `**${name}**`).join(' and ')
  if (volume.calls === 0) {
    return `${names}: nothing was asked in the last ${RECENT_DAYS} days, so there is no month to compare.`
  }
  const priced = models.flatMap(({ name, costNano }) =>
    costNano === undefined ? [] : [{ name, costNano }],
  )
  const [cheapest, next] = priced.sort(
    (a, b) => Number(a.costNano > b.costNano) - Number(a.costNano < b.costNano),
  )
  const left = unpriced(models)
  if (!cheapest) return `${names}: ${left}, so their costs cannot be compared.`
  const also = left ? ` Left out: ${left}.` : ''
  const cost = formatMoney(cheapest.costNano)
  if (!next) return `This team’s month would cost ${cost} with **${cheapest.name}**.${also}`
  if (next.costNano === cheapest.costNano) {
    return `**${cheapest.name}** and **${next.name}** cost the same for this team’s month: ${cost}.${also}`
  }
  return `**${cheapest.name}** is cheapest for this team’s month: ${cost}, **${next.name}** ${formatMoney(next.costNano)}.${also}`
}

const unpriced = (models: readonly Compared[]): string =>
  models
    .filter(({ costNano }) => costNano === undefined)
    .map(({ model, name }) => `**${name}** (${priceLine(model)})`)
    .join(', ')

function asking(models: readonly Compared[]): readonly Block[] {
  const missing = models.filter(({ isAvailable, isEnabled }) => !isAvailable || !isEnabled)
  if (missing.length > 0) {
    const names = missing.map(({ name }) => `**${name}**`).join(', ')
    return [note(`A question can be put to enabled models with a key; not to ${names}.`)]
  }
  return [
    buttons({
      label: models.length > 2 ? 'Ask all a question' : 'Ask both a question',
      action: 'compare.ask',
      value: stateOf(models),
      style: 'primary',
    }),
  ]
}
