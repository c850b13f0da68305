import type { Command } from './bot/index.ts'
import { createInbox, describeCommand } from './bot/index.ts'
import { createCalls } from './calls/index.ts'
import type { Keyring } from './lib/keyring.ts'
import { newId } from './lib/new-id.ts'
import type { Log } from './log.ts'
import { createCatalog } from './models/catalog.ts'
import { createRefresher } from './models/refresh.ts'
import { createWorkspaces } from './models/workspaces.ts'
import type { ChatPlatform } from './ports/chat.ts'
import type { Clock } from './ports/clock.ts'
import type { KeyRoutes } from './ports/key-routes.ts'
import type { LlmRoute } from './ports/llm.ts'
import type { Metrics } from './ports/metrics.ts'
import type { Snapshot } from './ports/snapshot.ts'
import type { Store } from './ports/store.ts'
import { createTurns } from './turns/index.ts'

/** What the bot is plugged into. */
export interface Sockets {
  readonly store: Store
  readonly routes: readonly LlmRoute[]
  readonly keyRoutes: KeyRoutes
  readonly keyring: Keyring
  readonly chatOf: (workspaceId: string) => ChatPlatform
  readonly readSnapshot: () => Promise<Snapshot>
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

export interface Wanted {
  /** A new workspace's default and fallback. */
  readonly wanted: { readonly model: string; readonly fallback: string }
  /** Nobody else works on this database. */
  readonly isAlone: boolean
}

/** Everything between the sockets, put together; nothing is started. */
export function assemble(sockets: Sockets, commands: readonly Command[], options: Wanted) {
  const { wanted, isAlone } = options
  const owner = newId()
  const catalog = createCatalog(sockets)
  const workspaces = createWorkspaces({ ...sockets, catalog, wanted })
  const calls = createCalls({ ...sockets, catalog, owner })
  const refresher = createRefresher({ ...sockets, catalog, workspaces })
  const shared = { ...sockets, catalog, workspaces, calls, refresher }
  const turns = createTurns({ ...shared, owner, isAlone })
  const infos = commands.map(describeCommand)
  const services = { ...shared, turns, commands: infos }
  const inbox = createInbox(commands, { ...services, wantedModelId: wanted.model })
  return { ...services, inbox }
}
