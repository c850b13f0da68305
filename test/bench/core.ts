// Switchboard from a received message to a persisted answer, with a chat platform that shows at once: what it could do
// if no platform limited it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createMetrics } from '../../adapters/http/index.ts'
import { createOpenAiRoute } from '../../adapters/openai/index.ts'
import { isSqlite, openStore } from '../../adapters/prisma/index.ts'
import { assemble } from '../../src/assemble.ts'
import { createKeyring } from '../../src/lib/keyring.ts'
import { systemClock as clock } from '../../src/lib/system-clock.ts'
import { createLog } from '../../src/log.ts'
import type { ChatPlatform, IncomingMessage } from '../../src/ports/chat.ts'
import type { Snapshot } from '../../src/ports/snapshot.ts'
import { obey } from './inner-loop.ts'

const { BENCH_DATABASE = '', OPENAI_BASE_URL = '' } = process.env
const WORKSPACE = 'slack:T0BENCH'

const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
const shown = new Map<string, () => void>()

const chat: ChatPlatform = {
  name: 'bench',
  start: async () => undefined,
  drain: async () => undefined,
  stop: async () => undefined,
  isConnected: () => true,
  owns: () => true,
  post: async () => ({ id: '1', sentAt: new Date() }),
  whisper: async () => undefined,
  direct: async () => undefined,
  history: async () => [],
  download: async () => new Uint8Array(),
  isInGroup: async () => false,
  mention: ({ id }) => id,
  member: async (_, id) => ({ id, name: id, isAdmin: false, isGuest: false, groupIds: [] }),
  openAnswer: async ({ question, onPosted }) => {
    let isPosted = false
    return {
      write() {
        if (isPosted) return
        isPosted = true
        onPosted([`${question.id}-answer`])
      },
      async finish() {
        shown.get(question.id)?.()
        shown.delete(question.id)
      },
    }
  },
}

const readSnapshot = async (): Promise<Snapshot> => ({
  takenOn: '2026-01-01',
  models: [
    {
      id: 'openai/gpt-5',
      provider: 'openai',
      makerModelId: 'gpt-5',
      name: 'GPT-5',
      contextWindow: 400_000,
      maxOutput: 128_000,
      inputModalities: ['text'],
      outputModalities: ['text'],
      capabilities: ['reasoning'],
      prices: { input: 1_250_000_000n, output: 10_000_000_000n },
      priceState: 'known',
      aliases: [],
    },
  ],
})

const log = createLog('warn')
const store = await openStore(BENCH_DATABASE, clock)
const route = createOpenAiRoute({
  name: 'openai',
  provider: 'openai',
  baseUrl: OPENAI_BASE_URL,
  apiKey: 'bench-key',
})
const chatOf = () => chat
const wanted = { model: 'openai/gpt-5', fallback: 'openai/gpt-4o-mini' }
const sockets = {
  store,
  routes: [route],
  keyRoutes: { names: [], create: () => route, builtIn: () => undefined },
  keyring: createKeyring([]),
  chatOf,
  readSnapshot,
  clock,
  log,
  metrics: createMetrics(),
}
const isAlone = isSqlite(BENCH_DATABASE)
const { catalog, workspaces, turns } = assemble(sockets, [], { wanted, isAlone })
await catalog.load()
await workspaces.fresh(WORKSPACE)

let count = 0

const question = (number: number): IncomingMessage => ({
  id: `${Date.now()}.${String(number).padStart(6, '0')}`,
  place: { workspaceId: WORKSPACE, channelId: 'C0BENCH', isDirect: false },
  author: { id: `U${number % 100}`, name: 'Person' },
  text: `#q${number}# What does a database index do, and when does it hurt?`,
  mentionsBot: true,
  opensWithOther: false,
  attachments: [],
  sentAt: new Date(),
})

process.on('SIGTERM', () => {
  turns
    .drain(2000)
    .then(() => store.close())
    .finally(() => process.exit(0))
})

obey(async () => {
  const asked = question(count++)
  const answered = new Promise<void>(resolve => shown.set(asked.id, resolve))
  await turns.message(asked)
  await answered
}, delay)
