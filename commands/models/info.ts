import { z } from 'zod'
import { type Context, defineCommand, defineForm, option, type Reply } from '../../src/bot/index.ts'
import { defined } from '../../src/lib/defined.ts'
import { priceLine, shortPrice } from '../../src/models/describe-model.ts'
import { modelFacts } from '../../src/models/model-facts.ts'
import {
  ownPrice,
  priceForm,
  priceInput,
  readOwnPrice,
  setOwnPrice,
} from '../../src/models/own-price.ts'
import { pickByName } from '../../src/models/pick-by-name.ts'
import { decision } from '../../src/models/refresh-card.ts'
import { formatMoney } from '../../src/money/format-money.ts'
import type { CatalogModel } from '../../src/ports/catalog.ts'
import type { Prices } from '../../src/ports/llm.ts'
import { type Button, buttons, type Card, card, facts, note, say, text } from '../../src/ui/card.ts'

const DAYS = 30
const DAY_MS = 86_400_000
/** What a form's state and a button's value take. */
const STATE = 60
const VALUE = 70

const find = ({ catalog, workspace }: Context, typed: string): CatalogModel =>
  pickByName(catalog.allFor(workspace), typed, 'model')

async function describe(context: Context, typed: string): Promise<Card> {
  const { catalog, store, workspace, clock } = context
  const model = find(context, typed)
  const until = clock.now()
  const from = new Date(until.getTime() - DAYS * DAY_MS)
  const filter = { workspaceId: workspace.id, modelId: model.id, from, until }
  const spend = await store.ledger.spend(filter)
  return card(
    text(`**${model.name}** \`${model.id}\`${mark(context, model)}`),
    facts({
      ...modelFacts(model, catalog.find(model.id) ?? model),
      'Served by': servedBy(context, model),
      [`Used in ${DAYS} days`]: `${spend.calls} calls, ${formatMoney(spend.costNano)}`,
    }),
    note(`Last seen ${model.lastSeenAt.toISOString().slice(0, 10)}.`),
    model.proposal
      ? text(`Its provider asks ${shortPrice(model.proposal)}. That waits for a yes.`)
      : undefined,
    decision(context, { modelId: model.id }),
    actions(context, model),
  )
}

const whyNot = ({ status }: CatalogModel): string =>
  status === 'missing' ? 'not offered any more' : 'no key: unavailable'

const mark = ({ workspace }: Context, { id }: CatalogModel): string => {
  if (workspace.defaultModelId === id) return ' _(default)_'
  return workspace.enabled.some(({ modelId }) => modelId === id) ? ' _(enabled)_' : ''
}

function servedBy({ catalog, workspace }: Context, model: CatalogModel): string {
  const served = catalog.routeOf(model, workspace)?.route.name
  if (served === undefined) return `${model.route} (${whyNot(model)})`
  const isOwn = workspace.keys.some(({ route }) => route === served)
  return isOwn ? `${served} (this workspace’s key)` : served
}

function actions(context: Context, model: CatalogModel) {
  const list = [...enabling(context, model), ...pricing(context, model)]
  return list.length > 0 ? buttons(...list) : undefined
}

function enabling({ catalog, workspace }: Context, { id, ...model }: CatalogModel): Button[] {
  if (!catalog.routeOf({ ...model, id }, workspace) || id.length > VALUE) return []
  const isEnabled = workspace.enabled.some(({ modelId }) => modelId === id)
  if (!isEnabled) {
    return [{ label: 'Enable', action: 'models.enable', value: id, style: 'primary' }]
  }
  const isDefault = workspace.defaultModelId === id
  return [
    ...(isDefault ? [] : [{ label: 'Make it the default', action: 'models.default', value: id }]),
    { label: 'Disable', action: 'models.disable', value: id },
  ]
}

function pricing({ workspace }: Context, { id }: CatalogModel): Button[] {
  if (id.length > STATE) return []
  const set = { label: 'Set a price', action: 'models.price', value: id }
  if (!ownPrice(workspace, id)) return [set]
  return [set, { label: 'Take your price back', action: 'models.price-back', value: id }]
}

async function price(context: Context, typed: string, prices: Prices | undefined): Promise<Reply> {
  const model = find(context, typed)
  await setOwnPrice(context, model, prices)
  const upstream = context.catalog.find(model.id) ?? model
  const now = priceLine(prices ? { prices, priceState: 'known' } : upstream)
  const whose = prices ? 'by your price' : 'by its provider’s price again'
  return {
    card: card(
      text(`**${model.name}** is counted ${whose}: ${now}.`),
      note('For this workspace, from the next call on.'),
      prices
        ? buttons({ label: 'Take it back', action: 'models.price-back', value: model.id })
        : undefined,
    ),
    notice: {
      to: 'admins',
      card: say(`${context.actor.name} set: **${model.name}** is counted ${whose}, ${now}.`),
    },
  }
}

export default defineCommand({
  path: 'models info',
  summary: 'Everything about one model; set its price',
  who: 'admin',
  options: z.object({
    model: option.model('Any model of the catalog', 'catalog'),
    price: option
      .text('Your own: dollars per 1M tokens in/out like 1.25/10, or off', 40)
      .optional(),
  }),
  run: (context, { model, price: typed }) =>
    typed === undefined ? describe(context, model) : price(context, model, readOwnPrice(typed)),
  actions: {
    'models.price': { kind: 'form', form: 'models.price' },
    'models.price-back': {
      kind: 'private',
      who: 'admin',
      run: (context, modelId) => price(context, modelId, undefined),
    },
  },
  forms: {
    'models.price': defineForm({
      who: 'admin',
      build: (context, modelId) => priceForm(context.workspace, find(context, modelId)),
      input: priceInput,
      submit: (context, { input, output, ...others }, modelId) =>
        price(context, modelId, { input, output, ...defined(others) }),
    }),
  },
})
