import { BotError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Card } from '../ui/card.ts'
import type { Catalog } from './catalog.ts'
import { chooseInitial } from './choose-initial.ts'
import { withoutKeys } from './serving.ts'

/** The workspaces, with their settings at hand. */
export interface Workspaces {
  /** As of at most a second ago; created when it is new. @throws BotError `no-model` */
  get(id: string): Promise<Workspace>
  /** As of now. */
  fresh(id: string): Promise<Workspace>
  /** Forget what is at hand, after a change. */
  changed(id: string): void
  /** To the admin channel, else to the admin who last ran an admin command. */
  tellAdmins(workspace: Workspace, card: Card): Promise<void>
  /** Enabled models that the catalog knows, in order, with the workspace's labels. */
  enabledModels(workspace: Workspace): readonly EnabledEntry[]
}

export interface EnabledEntry {
  readonly model: CatalogModel
  readonly name: string
  readonly isDefault: boolean
  readonly isAvailable: boolean
}

export interface WorkspacesParts {
  readonly store: Store
  readonly catalog: Catalog
  readonly clock: Clock
  readonly log: Log
  readonly chatOf: (workspaceId: string) => ChatPlatform
  readonly wanted: { readonly model: string; readonly fallback: string }
}

const FRESH_MS = 1000

export function createWorkspaces(parts: WorkspacesParts): Workspaces {
  const { store, catalog, clock, log, chatOf, wanted } = parts
  const held = new Map<string, { readonly workspace: Workspace; readonly at: number }>()

  async function fresh(id: string): Promise<Workspace> {
    const workspace = (await store.workspaces.find(id)) ?? (await create(id))
    await catalog.cover(workspace.keys.map(({ route }) => route))
    held.set(id, { workspace, at: clock.now().getTime() })
    return workspace
  }

  const loading = new Map<string, Promise<Workspace>>()

  /** Asked for by many at once, it is read once. */
  function load(id: string): Promise<Workspace> {
    const known = loading.get(id)
    if (known) return known
    const mine = fresh(id).finally(() => {
      if (loading.get(id) === mine) loading.delete(id)
    })
    loading.set(id, mine)
    return mine
  }

  async function create(id: string): Promise<Workspace> {
    const available = catalog.all().filter(model => catalog.routeOf(model, withoutKeys))
    const initial = chooseInitial(available, wanted)
    if (!initial) {
      throw new BotError(
        'no-model',
        'No model is available yet: an admin has to set a provider key and restart.',
      )
    }
    const { created } = await store.workspaces.create({ id, name: id, ...initial })
    log.info({ workspace: id, created, model: initial.defaultModelId }, 'workspace opened')
    const workspace = await store.workspaces.find(id)
    if (!workspace) throw new Error(`workspace ${id} was not written`)
    return workspace
  }

  async function tellAdmins(workspace: Workspace, card: Card): Promise<void> {
    const chat = chatOf(workspace.id)
    const { adminChannelId, lastAdminId } = workspace
    try {
      if (adminChannelId) {
        const place = { workspaceId: workspace.id, channelId: adminChannelId, isDirect: false }
        await chat.post(place, card)
        return
      }
    } catch (error) {
      log.warn({ err: error, workspace: workspace.id }, 'admin channel cannot be reached')
    }
    if (lastAdminId) await chat.direct(workspace.id, lastAdminId, card)
  }

  return {
    fresh,
    async get(id) {
      const found = held.get(id)
      return found && clock.now().getTime() - found.at < FRESH_MS ? found.workspace : load(id)
    },
    changed(id) {
      held.delete(id)
      // one that was asked for before the change may not know of it
      loading.delete(id)
    },
    tellAdmins: (workspace, card) =>
      tellAdmins(workspace, card).catch(error => {
        log.warn({ err: error, workspace: workspace.id }, 'admins could not be told')
      }),
    enabledModels: workspace => enabledEntries(catalog, workspace),
  }
}

export const enabledEntries = (catalog: Catalog, workspace: Workspace): readonly EnabledEntry[] =>
  workspace.enabled.flatMap(({ modelId, label }) => {
    const found = catalog.find(modelId)
    if (!found) return []
    const model = catalog.effective(found, workspace)
    return {
      model,
      name: label ?? model.name,
      isDefault: modelId === workspace.defaultModelId,
      isAvailable: catalog.routeOf(model, workspace) !== undefined,
    }
  })
