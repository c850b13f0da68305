import { pino } from 'pino'
import { createMetrics } from '../../adapters/http/index.ts'
import { openStore } from '../../adapters/prisma/index.ts'
import { assemble } from '../../src/assemble.ts'
import { BotError } from '../../src/errors.ts'
import { createKeyring } from '../../src/lib/keyring.ts'
import { systemClock as clock } from '../../src/lib/system-clock.ts'
import { refreshed } from '../../src/models/refresh.ts'
import type { LlmRoute, OfferedModel } from '../../src/ports/llm.ts'
import type { BenchDatabase } from './database.ts'

const MODELS = 3000

/** Milliseconds, from asking the provider to having everything written and read again. */
export interface RefreshFigures {
  readonly name: string
  readonly firstMs: number
  readonly repricedMs: number
  readonly unchangedMs: number
}

const modelsAt = (price: bigint): readonly OfferedModel[] =>
  Array.from({ length: MODELS }, (_, index) => ({
    id: `maker${index % 40}/model-${index}`,
    provider: `maker${index % 40}`,
    route: 'demo',
    routeModelId: `model-${index}`,
    name: `Model ${index}`,
    contextWindow: 128_000,
    maxOutput: 16_000,
    inputModalities: ['text', 'image'],
    outputModalities: ['text'],
    capabilities: ['vision', 'tools', 'reasoning'],
    parameters: ['temperature', 'tools', 'max_tokens', 'reasoning', 'response_format'],
    prices: { input: price + BigInt(index), output: price * 4n, cacheRead: price / 10n },
    priceState: 'known',
    aliases: [`maker${index % 40}/model-${index}-2026-01-01`],
  }))

/** A list of 3,000 models: for the first time, with every price moved, and as it was. */
export async function refreshOn({ engine, url }: BenchDatabase): Promise<RefreshFigures> {
  let offered = modelsAt(1_000_000n)
  const route: LlmRoute = {
    name: 'demo',
    list: async () => offered,
    chat() {
      throw new BotError('no-model', 'nobody asks here')
    },
  }
  const store = await openStore(url, clock)
  const sockets = {
    store,
    routes: [route],
    keyRoutes: { names: [], create: () => route, builtIn: () => undefined },
    keyring: createKeyring([]),
    chatOf() {
      throw new BotError('chat-unavailable', 'nobody is told here')
    },
    readSnapshot: async () => ({ takenOn: '2026-01-01', models: [] }),
    clock,
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
  }
  const wanted = { model: offered[0]?.id ?? '', fallback: offered[1]?.id ?? '' }
  const { refresher } = assemble(sockets, [], { wanted, isAlone: true })
  const { signal } = new AbortController()
  const timed = async (): Promise<number> => {
    const startedAt = performance.now()
    await refreshed(refresher, { startedBy: 'bench', signal })
    return performance.now() - startedAt
  }
  const firstMs = await timed()
  offered = modelsAt(2_000_000n)
  const repricedMs = await timed()
  const unchangedMs = await timed()
  await store.close()
  return { name: `Switchboard, ${engine}`, firstMs, repricedMs, unchangedMs }
}
