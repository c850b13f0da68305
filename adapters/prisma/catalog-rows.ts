import type {
  CatalogModel,
  ModelStatus,
  PriceProposal,
  PriceVersion,
} from '../../src/ports/catalog.ts'
import type { PriceState, Prices } from '../../src/ports/llm.ts'
import type * as Row from './generated/sqlite/client.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { fromPrices, toPrices } from './prices.ts'
import { present } from './rows.ts'

interface Price {
  readonly prices?: Prices
  readonly priceState: PriceState
}

export const fromPrice = ({ prices, priceState }: Price) => ({
  priceState,
  prices: prices ? fromPrices(prices) : Prisma.DbNull,
})

const toPrice = (row: { readonly prices: unknown; readonly priceState: string }): Price => ({
  priceState: row.priceState as PriceState,
  ...(row.prices !== null && { prices: toPrices(row.prices) }),
})

export const toPriceVersion = (row: Row.PriceVersion): PriceVersion => ({
  modelId: row.modelId,
  validFrom: row.validFrom,
  ...toPrice(row),
})

const fromProposal = ({ prices, ...proposal }: PriceProposal): Prisma.InputJsonValue => ({
  ...proposal,
  ...(prices && { prices: fromPrices(prices) }),
})

function toProposal(json: unknown): PriceProposal {
  const { prices, ...proposal } = json as PriceProposal & { readonly prices?: unknown }
  return { ...proposal, ...(prices !== undefined && { prices: toPrices(prices) }) }
}

export const fromCatalogModel = (model: CatalogModel, updatedAt: Date) => ({
  id: model.id,
  provider: model.provider,
  route: model.route,
  routeModelId: model.routeModelId,
  name: model.name,
  family: model.family ?? null,
  version: model.version ?? null,
  contextWindow: model.contextWindow ?? null,
  maxOutput: model.maxOutput ?? null,
  inputModalities: [...model.inputModalities],
  outputModalities: [...model.outputModalities],
  capabilities: [...model.capabilities],
  parameters: model.parameters ? [...model.parameters] : Prisma.DbNull,
  limits: model.limits ? { ...model.limits } : Prisma.DbNull,
  regions: model.regions ? [...model.regions] : Prisma.DbNull,
  ...fromPrice(model),
  proposal: model.proposal ? fromProposal(model.proposal) : Prisma.DbNull,
  status: model.status,
  deprecatedOn: model.deprecatedOn ?? null,
  successorId: model.successorId ?? null,
  aliases: [...model.aliases],
  displayOrder: model.displayOrder,
  missed: model.missed,
  firstSeenAt: model.firstSeenAt,
  lastSeenAt: model.lastSeenAt,
  updatedAt,
})

/** @param lastListed when its route's list was last complete: then a model that is not missed was in it */
export function toCatalogModel(
  { prices, priceState, proposal, updatedAt: _, ...row }: Row.CatalogModel,
  lastListed: Date | undefined,
): CatalogModel {
  const isListed = row.missed === 0 && lastListed !== undefined && lastListed > row.lastSeenAt
  return {
    ...(present(row) as unknown as Omit<CatalogModel, keyof Price>),
    ...toPrice({ prices, priceState }),
    ...(proposal !== null && { proposal: toProposal(proposal) }),
    status: row.status as ModelStatus,
    lastSeenAt: isListed ? lastListed : row.lastSeenAt,
  }
}
