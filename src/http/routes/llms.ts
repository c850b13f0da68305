import { z } from 'zod'
import { chooseInitial } from '../../models/choose-initial.ts'
import { withoutKeys } from '../../models/serving.ts'
import { exactMoney } from '../../money/format-money.ts'
import type { CatalogModel } from '../../ports/catalog.ts'
import type { Prices } from '../../ports/llm.ts'
import { defineRoute, type HttpServices } from '../define-route.ts'
import { findWorkspace } from '../find-workspace.ts'
import { money, workspaceId } from '../schemas.ts'

const row = z.object({
  id: z.string().describe('`provider/model`'),
  model_key: z.string().describe('The part after the slash'),
  model_name: z.string().describe('The workspace’s label, else the model’s own name'),
  provider: z.string(),
  route: z.string().describe('What serves it'),
  capabilities: z.array(z.string()),
  is_active: z.boolean().describe('Whether it can be called right now'),
  is_default: z.boolean(),
  display_order: z.int(),
  prices: z
    .record(z.string(), money)
    .nullable()
    .describe('Per million tokens, `request` per request; null when not known'),
})

type Row = z.output<typeof row>

interface Shown {
  readonly model: CatalogModel
  readonly name: string
  readonly isAvailable: boolean
}

/** All models, or those that a workspace's members may use. */
export const llms = defineRoute({
  method: 'GET',
  path: '/api/llms',
  summary: 'Models with capabilities and prices',
  access: 'read',
  query: z.object({ workspace: workspaceId.optional() }),
  answer: z.object({
    models: z.array(row),
    defaultModel: z.string().nullable(),
    count: z.int(),
    lastSynced: z.iso.datetime().nullable(),
  }),
  async run(services, { query }) {
    const { shown, defaultModel } = await modelsOf(services, query.workspace)
    const lastSynced = await services.store.catalog.lastSyncedAt()
    const models = shown.map((entry, index) => toRow(entry, index, defaultModel))
    return {
      models,
      defaultModel: defaultModel ?? null,
      count: models.length,
      lastSynced: lastSynced?.toISOString() ?? null,
    }
  },
})

interface Models {
  readonly shown: readonly Shown[]
  /** Without a workspace, a new one's. */
  readonly defaultModel: string | undefined
}

async function modelsOf(services: HttpServices, id: string | undefined): Promise<Models> {
  const { catalog, workspaces, wanted } = services
  if (id !== undefined) {
    const workspace = await findWorkspace(services, id)
    return {
      shown: workspaces.enabledModels(workspace),
      defaultModel: workspace.defaultModelId,
    }
  }
  const all = catalog.all().map(model => ({
    model,
    name: model.name,
    isAvailable: catalog.routeOf(model, withoutKeys) !== undefined,
  }))
  const available = all.filter(({ isAvailable }) => isAvailable).map(({ model }) => model)
  return {
    shown: all,
    defaultModel: chooseInitial(available, wanted)?.defaultModelId,
  }
}

const toRow = (
  { model, name, isAvailable }: Shown,
  index: number,
  defaultModel: string | undefined,
): Row => ({
  id: model.id,
  model_key: model.id.slice(model.id.indexOf('/') + 1),
  model_name: name,
  provider: model.provider,
  route: model.route,
  capabilities: [...model.capabilities],
  is_active: isAvailable,
  is_default: model.id === defaultModel,
  display_order: index + 1,
  prices: model.prices ? toPrices(model.prices) : null,
})

const toPrices = (prices: Prices): Record<string, string> =>
  Object.fromEntries(
    Object.entries(prices).flatMap(([component, nano]: [string, unknown]) =>
      typeof nano === 'bigint' ? [[snakeCase(component), exactMoney(nano)]] : [],
    ),
  )

const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
