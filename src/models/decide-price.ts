import { BotError } from '../errors.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Person } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Catalog } from './catalog.ts'
import { shortPrice } from './describe-model.ts'

interface Deciding {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspace: Workspace
  readonly actor: Person
  readonly clock: Clock
}

export interface Decided {
  readonly model: CatalogModel
  readonly from: string
  readonly to: string
}

/** An admin's yes or no to a price that moved too far to be believed. @throws BotError `conflict` when it is decided */
export async function decidePrice(
  { store, catalog, workspace, actor, clock }: Deciding,
  proposalId: string,
  isAccepted: boolean,
): Promise<Decided> {
  await catalog.follow()
  const model = catalog.all().find(({ proposal }) => proposal?.id === proposalId)
  if (!model?.proposal) {
    throw new BotError('conflict', 'That price does not wait for a decision any more.')
  }
  const [from, to] = [shortPrice(model), shortPrice(model.proposal)]
  const action = isAccepted ? 'accept price' : 'refuse price'
  const change = { actor, action, target: model.id, details: { from, to } }
  await store.catalog.decidePrice(proposalId, isAccepted, workspace.id, change, clock.now())
  await catalog.reload()
  return { model, from, to }
}
