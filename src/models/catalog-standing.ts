import type { CatalogModel } from '../ports/catalog.ts'
import type { CatalogStanding } from '../ports/metrics.ts'

/** How many models there are, by provider and status. */
export function countModels(
  models: readonly CatalogModel[],
  isServed: (model: CatalogModel) => boolean,
): CatalogStanding['models'] {
  const counts = new Map<string, CatalogStanding['models'][number]>()
  for (const model of models) {
    const { provider } = model
    const isUnavailable = model.status !== 'missing' && !isServed(model)
    const status = isUnavailable ? 'unavailable' : model.status
    const key = `${provider} ${status}`
    counts.set(key, { provider, status, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}
