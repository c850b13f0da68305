import type { Catalog } from '../models/catalog.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Needs, nameOf, usableModels } from './pick-model.ts'

/** A model that a thread can move to. */
export interface Roomier {
  readonly model: CatalogModel
  readonly name: string
}

/** The cheapest enabled model that takes all of it; its price has to be known. */
export function cheapestWithRoom(
  catalog: Catalog,
  workspace: Workspace,
  needs: Needs,
): Roomier | undefined {
  const [model] = usableModels(catalog, workspace, needs)
    .filter(({ prices }) => prices !== undefined)
    .sort((a, b) => Number(priceOf(a) - priceOf(b)))
  return model && { model, name: nameOf(workspace, model) }
}

const priceOf = ({ prices }: CatalogModel): bigint => (prices ? prices.input + prices.output : 0n)
