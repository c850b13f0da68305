import type { RefreshChanges } from '../ports/catalog.ts'
import type { Store } from '../ports/store.ts'
import type { Catalog } from './catalog.ts'
import { refreshCard } from './refresh-card.ts'
import { isNews } from './refresh-words.ts'
import type { Workspaces } from './workspaces.ts'

interface Announcing {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspaces: Workspaces
}

/** One message to the admins of each workspace; none where nothing happened. */
export async function announce(
  { store, catalog, workspaces }: Announcing,
  id: string,
  changes: RefreshChanges,
): Promise<void> {
  if (!isNews(changes)) return
  for (const workspaceId of await store.workspaces.ids()) {
    const workspace = await workspaces.fresh(workspaceId)
    const card = refreshCard({ catalog, workspace }, id, changes, '**The catalog changed.**')
    await workspaces.tellAdmins(workspace, card)
  }
}
