import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import {
  createMemoryChat,
  createMemoryClock,
  createMemoryLlm,
  type MemoryChat,
  type MemoryChatOptions,
  type MemoryClock,
  type MemoryLlm,
  type Persona,
  toModel,
} from '../../adapters/memory/index.ts'
import { assemble } from '../../src/assemble.ts'
import { type Command, loadCommands } from '../../src/bot/index.ts'
import type { Calls } from '../../src/calls/index.ts'
import { defined } from '../../src/lib/defined.ts'
import { createKeyring } from '../../src/lib/keyring.ts'
import type { Log } from '../../src/log.ts'
import type { Catalog } from '../../src/models/catalog.ts'
import type { Refresher } from '../../src/models/refresh.ts'
import type { Workspaces } from '../../src/models/workspaces.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { KeyRoutes } from '../../src/ports/key-routes.ts'
import type { OfferedModel } from '../../src/ports/llm.ts'
import type { Metrics } from '../../src/ports/metrics.ts'
import type { KnownModel } from '../../src/ports/snapshot.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Turns } from '../../src/turns/index.ts'
import { openTestStore, type TestStore, waitFor } from './open-test-store.ts'

/** Two enabled models, one of them the default; two more to enable. */
export const someModels: readonly OfferedModel[] = [
  toModel('openai/gpt-5', { name: 'GPT-5' }),
  toModel('openai/gpt-4o-mini', {
    name: 'GPT-4o mini',
    prices: { input: 150_000_000n, output: 600_000_000n },
  }),
  toModel('anthropic/claude-sonnet-4.5', {
    name: 'Claude Sonnet 4.5',
    capabilities: ['vision', 'tools'],
    inputModalities: ['text', 'image'],
  }),
  toModel('x-ai/grok-4', { name: 'Grok 4' }),
]

export interface StartOptions extends Omit<MemoryChatOptions, 'now'> {
  readonly models?: readonly OfferedModel[]
  readonly wanted?: { readonly model: string; readonly fallback: string }
  /** Enabled beside the two that a new workspace has. */
  readonly enabled?: readonly string[]
  readonly clock?: MemoryClock
  /** Of the process, the newest first. */
  readonly encryptionKeys?: readonly string[]
  /** What comes with the program. */
  readonly snapshot?: readonly KnownModel[]
  /** More commands than there are. */
  readonly commands?: readonly Command[]
  readonly metrics?: Metrics
  /** Things that no platform would take are expected. */
  readonly isSloppy?: boolean
}

export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly [field: string]: unknown
}

type World = Pick<Bot, 'chat' | 'llm' | 'clock' | 'log'> & {
  readonly options: StartOptions
  readonly test: TestStore
}

/** One process of the bot. */
export interface Process {
  readonly catalog: Catalog
  readonly refresher: Refresher
  readonly calls: Calls
  readonly turns: Turns
  readonly workspaces: Workspaces
}

export interface Bot extends Process {
  readonly chat: MemoryChat
  readonly llm: MemoryLlm
  readonly clock: MemoryClock
  readonly store: TestStore['store']
  readonly rows: TestStore['rows']
  readonly idle: TestStore['idle']
  readonly log: LogLine[]
  readonly ada: Persona
  readonly ben: Persona
  readonly cleo: Persona
  /** A further process on the same database, to which the platform talks from now on. */
  another(how?: { readonly isAlone?: boolean }): Promise<Process>
  /** Until somebody sees it. */
  readonly until: typeof waitFor
  /** Waits for the answers under way, then gives what stands in the spot for this person. */
  seenBy(person: Persona, spot?: Parameters<Persona['sees']>[0]): Promise<readonly string[]>
}

const noMetrics: Metrics = {
  ...{ turnEnded() {}, callEnded() {}, running() {} },
  ...{ refreshEnded() {}, catalogStands() {}, lookupFailed() {} },
}

let declared: Promise<readonly Command[]> | undefined

/** The commands there are. */
export const allCommands = (): Promise<readonly Command[]> =>
  (declared ??= loadCommands(new URL('../../commands/', import.meta.url)))

/** The whole bot with a scripted model, a room to type in, and the real store; it ends with the test. */
export async function startBot(options: StartOptions = {}): Promise<Bot> {
  const { models = someModels, clock = createMemoryClock() } = options
  const log: LogLine[] = []
  const chat = createMemoryChat({ ...options, now: steady(clock) })
  const llm = createMemoryLlm({ models })
  const test = await openTestStore(clock)
  const world: World = { options, chat, llm, clock, log, test }
  const running: Process[] = []
  const launch = async (isAlone: boolean) => {
    const started = await startProcess(world, isAlone)
    running.push(started)
    return started
  }
  const first = await launch(true)
  await enableMore(world, first)
  onTestFinished(async () => {
    await chat.drain()
    await Promise.all(running.map(({ turns }) => turns.drain(0)))
    if (!options.isSloppy && chat.violations.length > 0) throw new Error(chat.violations.join('\n'))
  })
  const person = (id: string) => (chat.people.has(id) ? chat.person(id) : chat.person('ada'))
  return {
    ...{ chat, llm, clock, log },
    ...first,
    store: test.store,
    rows: test.rows,
    idle: test.idle,
    ada: person('ada'),
    ben: person('ben'),
    cleo: person('cleo'),
    another: ({ isAlone = true } = {}) => launch(isAlone),
    until: waitFor,
    async seenBy(reader, spot) {
      await test.idle()
      return reader.sees(spot)
    },
  }
}

async function startProcess(world: World, isAlone: boolean): Promise<Process> {
  const { options, chat, llm, clock, test } = world
  const log = pino({ level: 'debug' }, { write: line => void world.log.push(JSON.parse(line)) })
  const { wanted = usual, commands: more = [], metrics = noMetrics } = options
  return startCore({
    ...{ chat, llm, clock, log, store: test.store, wanted, more, isAlone, metrics },
    ...defined({ encryptionKeys: options.encryptionKeys, snapshot: options.snapshot }),
  })
}

const usual = { model: 'openai/gpt-5', fallback: 'openai/gpt-4o-mini' }

export interface CoreParts {
  readonly chat: ChatPlatform
  readonly llm: MemoryLlm
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Commands beside those there are. */
  readonly more: readonly Command[]
  readonly wanted?: StartOptions['wanted']
  readonly isAlone?: boolean
  readonly metrics?: Metrics
  /** The newest first. */
  readonly encryptionKeys?: readonly string[]
  readonly snapshot?: readonly KnownModel[]
}

/** Providers for which a workspace may bring a key; each answers as the others do. */
const toKeyRoutes = (llm: MemoryLlm): KeyRoutes => ({
  names: ['openai', 'anthropic', 'openrouter'],
  builtIn: () => undefined,
  create: llm.keyed,
})

const SOME_KEY = Buffer.alloc(32, 7).toString('base64')

/** Everything between a platform, a model and a store, as `src/main.ts` puts it together. */
export async function startCore(parts: CoreParts): Promise<Process> {
  const { chat, llm, store, clock, log, more, wanted = usual, isAlone = true } = parts
  const { metrics = noMetrics } = parts
  const { encryptionKeys = [SOME_KEY], snapshot = [] } = parts
  const chatOf = () => chat
  const readSnapshot = async () => ({ takenOn: '2026-11-01', models: snapshot })
  const sockets = {
    store,
    routes: [llm.route],
    keyRoutes: toKeyRoutes(llm),
    keyring: createKeyring(encryptionKeys),
    chatOf,
    readSnapshot,
    clock,
    log,
    metrics,
  }
  const core = assemble(sockets, [...(await allCommands()), ...more], { wanted, isAlone })
  await core.catalog.load()
  await chat.start(core.inbox, core.commands)
  const { catalog, turns, workspaces, refresher, calls } = core
  return { catalog, turns, workspaces, refresher, calls }
}

async function enableMore({ options, chat, test }: World, { workspaces }: Process): Promise<void> {
  const { id } = await workspaces.fresh(chat.workspaceId)
  for (const modelId of options.enabled ?? []) {
    const change = {
      actor: { id: 'ada', name: 'Ada' },
      action: 'enable',
      target: modelId,
      details: {},
    }
    await test.store.workspaces.enable(id, { modelId }, change)
  }
  workspaces.changed(id)
}

/** Moves on by a millisecond whenever somebody looks, so that what follows comes later. */
function steady(clock: Clock & { advance(ms: number): void }): () => Date {
  return () => {
    clock.advance(1)
    return clock.now()
  }
}

/** A promise and the hand that opens it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open: () => open() }
}
