import { z } from 'zod'
import { type Context, defineCommand, option } from '../../src/bot/index.ts'
import { badges, contextText, priceLine } from '../../src/models/describe-model.ts'
import { pickByName } from '../../src/models/pick-by-name.ts'
import { priceFacts } from '../../src/models/price-facts.ts'
import { formatMoney } from '../../src/money/format-money.ts'
import type { CatalogModel } from '../../src/ports/catalog.ts'
import { type Button, buttons, type Card, card, facts, note, text } from '../../src/ui/card.ts'

const DAYS = 30
const DAY_MS = 86_400_000

async function describe(context: Context, typed: string): Promise<Card> {
  const { catalog, store, workspace, clock } = context
  const model = pickByName(catalog.allFor(workspace), typed, 'model')
  const until = clock.now()
  const from = new Date(until.getTime() - DAYS * DAY_MS)
  const spend = await store.ledger.spend({
    workspaceId: workspace.id,
    modelId: model.id,
    from,
    until,
  })
  return card(
    text(`**${model.name}** \`${model.id}\`${mark(context, model)}`),
    facts({
      Price: priceLine(model),
      ...(model.prices && priceFacts(model.prices)),
      'Context window': contextText(model.contextWindow) || 'unknown',
      'Longest answer': contextText(model.maxOutput) || 'unknown',
      'Can do': badges(model.capabilities) || 'text',
      'Served by': catalog.routeOf(model) ? model.route : `${model.route} (no key: unavailable)`,
      [`Used in ${DAYS} days`]: `${spend.calls} calls, ${formatMoney(spend.costNano)}`,
      ...(model.deprecatedOn && { 'Ends on': model.deprecatedOn }),
    }),
    note(`Last seen ${model.lastSeenAt.toISOString().slice(0, 10)}.`),
    actions(context, model),
  )
}

const mark = ({ workspace }: Context, { id }: CatalogModel): string => {
  if (workspace.defaultModelId === id) return ' _(default)_'
  return workspace.enabled.some(({ modelId }) => modelId === id) ? ' _(enabled)_' : ''
}

function actions({ catalog, workspace }: Context, model: CatalogModel) {
  if (!catalog.routeOf(model) || model.id.length > 70) return undefined
  const isEnabled = workspace.enabled.some(({ modelId }) => modelId === model.id)
  const list: Button[] = isEnabled
    ? [
        { label: 'Make it the default', action: 'models.default', value: model.id },
        { label: 'Disable', action: 'models.disable', value: model.id },
      ]
    : [{ label: 'Enable', action: 'models.enable', value: model.id, style: 'primary' }]
  return buttons(...list.slice(workspace.defaultModelId === model.id ? 1 : 0))
}

export default defineCommand({
  path: 'models info',
  summary: 'Everything about one model',
  who: 'admin',
  options: z.object({ model: option.model('Any model of the catalog', 'catalog') }),
  run: (context, { model }) => describe(context, model),
})
