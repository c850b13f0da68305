import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../../src/ports/metrics.ts'
import { createCatalogMetrics } from './catalog-metrics.ts'

export interface PrometheusMetrics extends Metrics {
  readonly contentType: string
  text(): Promise<string>
}

export function createMetrics(): PrometheusMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'switchboard_' })
  const turns = new Histogram({
    name: 'switchboard_turn_seconds',
    help: 'Time from taking up a question to its end, by how it ended',
    labelNames: ['state'],
    buckets: [0.5, 1, 2, 5, 10, 20, 60, 180],
    registers,
  })
  const calls = new Counter({
    name: 'switchboard_model_calls_total',
    help: 'Attempts at model calls, by route, outcome and error',
    labelNames: ['route', 'outcome', 'error'],
    registers,
  })
  const running = new Gauge({
    name: 'switchboard_turns_running',
    help: 'Questions being answered',
    registers,
  })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    turnEnded: (state, tookMs) => turns.observe({ state }, tookMs / 1000),
    callEnded: (route, outcome, errorCode) => calls.inc({ route, outcome, error: errorCode ?? '' }),
    running: count => running.set(count),
    ...createCatalogMetrics(registry),
  }
}
