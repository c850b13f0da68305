import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform, Person, Place } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Thread } from '../ports/threads.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Card } from '../ui/card.ts'

/** Who looks at budgets or changes them, where, and with what. */
export interface Budgeting {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly clock: Clock
  readonly actor: Person
  readonly place: Place
  readonly thread: Thread | undefined
}

/** What was changed, for who changed it and for the other admins. */
export interface BudgetChange {
  readonly card: Card
  readonly notice: { readonly to: 'admins'; readonly card: Card }
}
