import type { Person, Place } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Thread } from '../ports/threads.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Breaker } from './breaker.ts'
import { pickByName } from './pick-by-name.ts'
import { AUTO } from './resolve-model.ts'
import type { EnabledEntry, Workspaces } from './workspaces.ts'

export interface Choosing {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly actor: Person
  readonly place: Place
  readonly thread: Thread | undefined
  readonly clock: Clock
  readonly calls: { readonly breaker: Breaker }
}

/** The word that takes a choice back. */
export const RESET = 'reset'

/** What a person types to let the router choose. */
export const isAutoWord = (typed: string): boolean => typed.trim().toLowerCase() === AUTO

export const entriesOf = ({ workspaces, workspace }: Pick<Choosing, 'workspaces' | 'workspace'>) =>
  workspaces.enabledModels(workspace)

/** An enabled model by what a person typed. @throws BotError `bad-option` */
export function pickEnabled(
  parts: Pick<Choosing, 'workspaces' | 'workspace'>,
  typed: string,
): EnabledEntry {
  const named = entriesOf(parts).map(entry => ({ ...entry.model, label: entry.name, entry }))
  return pickByName(named, typed, 'enabled model').entry
}

/** The thread's own choice; `undefined` takes it back. Works for threads the bot does not know yet. */
export async function setThreadModel(
  { store, actor, place, thread, clock }: Choosing,
  modelId: string | undefined,
): Promise<Thread> {
  const { workspaceId, channelId, threadId = '', isDirect } = place
  const key = thread ?? {
    workspaceId,
    channelId,
    threadKey: threadId,
    isDirect,
    title: 'Conversation',
  }
  return store.threads.setModel(
    {
      workspaceId: key.workspaceId,
      channelId: key.channelId,
      threadKey: key.threadKey,
      isDirect: key.isDirect,
      title: key.title,
    },
    modelId,
    actor,
    clock.now(),
  )
}
