import { newId } from '../../src/lib/new-id.ts'
import type { CatalogModel } from '../../src/ports/catalog.ts'
import type { Store } from '../../src/ports/store.ts'

const nothing = {
  ...{ added: [], updated: [], repriced: [], waiting: [], gone: [], back: [], deprecated: [] },
}

/** What is stored of every model, as a refresh would write it. */
export async function changeCatalog(
  { catalog }: Store,
  now: Date,
  change: (model: CatalogModel) => CatalogModel,
): Promise<void> {
  const id = newId()
  await catalog.claimRefresh({ id, startedBy: 'test', startedAt: now, leaseUntil: now })
  await catalog.applyRefresh(id, now, [], known => ({
    models: known.map(change),
    versions: [],
    changes: nothing,
  }))
}
