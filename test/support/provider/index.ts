import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Behaviour, ListBehaviour } from './behaviour.ts'
import { basePaths, type Dialect, defaultKeys } from './dialects.ts'
import { createJournal, type RequestRecord } from './journal.ts'
import type { ProviderModel } from './models.ts'
import { handle } from './routes.ts'
import { createScript, type Decide } from './script.ts'
import { createState, modelsOf, type State } from './state.ts'

export type { ChatCall } from './answer.ts'
export type { Behaviour, ListBehaviour } from './behaviour.ts'
export type { Dialect } from './dialects.ts'
export type { RequestRecord } from './journal.ts'
export type { ProviderModel } from './models.ts'

export interface ProviderOptions {
  readonly port?: number
  /** `null`: this provider needs no key. */
  readonly keys?: Partial<Record<Dialect, readonly string[] | null>>
  readonly models?: Partial<Record<Dialect, readonly ProviderModel[]>>
  /** How every call goes that nothing else was scripted for. */
  readonly defaults?: Behaviour
  /** Four characters are a token unless this says otherwise. */
  readonly countTokens?: (text: string) => number
  readonly maxBodyBytes?: number
}

export interface ProviderEmulator {
  readonly port: number
  /** The requests so far, the oldest first. */
  readonly requests: readonly RequestRecord[]
  /** The base URL of one provider, without a slash at the end. */
  url(dialect: Dialect): string
  /** The base URL of Google's own API, for its own list. */
  nativeGoogleUrl(): string
  /** A key that this provider accepts. */
  key(dialect: Dialect): string
  setKeys(dialect: Dialect, keys: readonly string[] | null): void
  models(dialect: Dialect): readonly ProviderModel[]
  setModels(dialect: Dialect, models: readonly ProviderModel[]): void
  setPageSize(dialect: Dialect, size: number): void
  /** How the next calls go, one behaviour each; those for other models wait. */
  next(...behaviours: readonly Behaviour[]): void
  /** How all calls go from now on, under whatever `next` says. */
  always(behaviour: Behaviour): void
  /** Decides per call from what was asked. */
  decide(decide: Decide): void
  nextList(...behaviours: readonly ListBehaviour[]): void
  /** Queued behaviours that no call has met. */
  unmet(): number
  /** The chat calls among the requests. */
  chats(): readonly RequestRecord[]
  /** The first request, past or to come, for which this is true; looks again at every change. */
  waitForRequest(
    predicate: (record: RequestRecord) => boolean,
    timeoutMs?: number,
  ): Promise<RequestRecord>
  inFlight(): number
  /** Forgets the requests and the script; keys and models stay. */
  reset(): void
  close(): Promise<void>
}

/** Starts all providers on one port of this machine. */
export async function startProvider(options: ProviderOptions = {}): Promise<ProviderEmulator> {
  const journal = createJournal()
  const script = createScript(options.defaults ?? {})
  const state = createState({
    journal,
    script,
    keys: options.keys ?? {},
    models: options.models ?? {},
    countTokens: options.countTokens ?? (text => Math.ceil(text.length / 4)),
    maxBodyBytes: options.maxBodyBytes ?? 64 * 1024 * 1024,
  })
  const server = createServer((message, response) => {
    handle(state, message, response).catch(error => response.destroy(error))
  })
  const port = await listen(server, options.port ?? 0)
  const origin = `http://127.0.0.1:${port}`

  return {
    port,
    ...changesOf(state),
    requests: journal.requests,
    url: dialect => `${origin}${basePaths[dialect]}`,
    nativeGoogleUrl: () => `${origin}/google/v1beta`,
    next: script.next,
    always: script.always,
    decide: script.decide,
    nextList: script.nextList,
    unmet: script.left,
    chats: () => journal.requests.filter(({ kind }) => kind === 'chat'),
    waitForRequest: (predicate, timeoutMs = 5_000) => journal.waitFor(predicate, timeoutMs),
    inFlight: journal.inFlight,
    reset() {
      script.reset()
      journal.clear()
    },
    close: () => close(server),
  }
}

function changesOf(state: State) {
  return {
    key: (dialect: Dialect) => state.keys.get(dialect)?.[0] ?? defaultKeys[dialect],
    setKeys: (dialect: Dialect, keys: readonly string[] | null) => {
      state.keys.set(dialect, keys)
    },
    models: (dialect: Dialect) => modelsOf(state, dialect),
    setModels: (dialect: Dialect, models: readonly ProviderModel[]) => {
      for (const { id } of modelsOf(state, dialect)) state.formerIds.add(id)
      state.models.set(dialect, models)
    },
    setPageSize: (dialect: Dialect, size: number) => {
      state.pageSizes.set(dialect, size)
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return address.port
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
