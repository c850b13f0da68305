import { Counter, Gauge, type Registry } from 'prom-client'
import type { Metrics } from '../../src/ports/metrics.ts'

type CatalogMetrics = Pick<Metrics, 'refreshEnded' | 'catalogStands' | 'lookupFailed'>

export function createCatalogMetrics(registry: Registry): CatalogMetrics {
  const registers = [registry]
  let syncedAt: Date | undefined
  const refreshes = new Counter({
    name: 'switchboard_catalog_refreshes_total',
    help: 'Refreshes of the catalog, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  new Gauge({
    name: 'switchboard_catalog_age_seconds',
    help: 'Time since a list of models was last read; absent until then',
    registers,
    collect() {
      this.reset()
      if (syncedAt) this.set((Date.now() - syncedAt.getTime()) / 1000)
    },
  })
  const models = new Gauge({
    name: 'switchboard_catalog_models',
    help: 'Models known, by provider and status',
    labelNames: ['provider', 'status'],
    registers,
  })
  const lookups = new Counter({
    name: 'switchboard_model_lookups_failed_total',
    help: 'How often somebody named a model that does not exist',
    registers,
  })
  return {
    refreshEnded: outcome => refreshes.inc({ outcome }),
    catalogStands(standing) {
      syncedAt = standing.syncedAt
      models.reset()
      for (const { provider, status, count } of standing.models) {
        models.set({ provider, status }, count)
      }
    },
    lookupFailed: () => lookups.inc(),
  }
}
