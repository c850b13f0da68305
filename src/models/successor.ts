import { BotError } from '../errors.ts'
import { localDay } from '../money/period.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Person } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { card, note, say, text } from '../ui/card.ts'
import type { Catalog } from './catalog.ts'
import { pickEnabled } from './choose-model.ts'
import { askForSuccessor } from './successor-card.ts'
import type { EnabledEntry, Workspaces } from './workspaces.ts'

interface Succeeding {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspaces: Workspaces
  readonly clock: Clock
}

interface Choosing extends Succeeding {
  readonly workspace: Workspace
  readonly actor: Person
}

export interface Chosen {
  readonly entry: EnabledEntry
  /** The default ends on this day; undefined when it has ended and the successor took over at once. */
  readonly from: string | undefined
}

/** Missing, or its announced day has come. */
const hasEnded = ({ status, deprecatedOn }: CatalogModel, today: string): boolean =>
  status === 'missing' || (deprecatedOn !== undefined && deprecatedOn <= today)

/** An admin's choice of what follows the default. @throws BotError when the default is another one by now */
export async function chooseSuccessor(
  choosing: Choosing,
  asked: string,
  typed: string,
): Promise<Chosen> {
  const { store, catalog, workspaces, workspace, actor, clock } = choosing
  const { id, defaultModelId } = workspace
  if (!defaultModelId.startsWith(asked)) {
    throw new BotError('conflict', 'Another model is the default by now.')
  }
  const entry = pickEnabled(choosing, typed)
  const model = catalog.find(defaultModelId)
  const successorId = entry.model.id
  const change = { actor, target: successorId, details: { from: defaultModelId } }
  if (!model || hasEnded(model, localDay(clock.now(), workspace))) {
    await store.workspaces.setDefault(id, successorId, { ...change, action: 'default' })
    workspaces.changed(id)
    return { entry, from: undefined }
  }
  const successor = { modelId: defaultModelId, successorId, chosenBy: actor.name }
  await store.successors.choose(id, successor, { ...change, action: 'successor' })
  return { entry, from: model.deprecatedOn }
}

/** Where a default has ended: its chosen successor takes over; without one it stays, and the admins are asked once. */
export async function succeed(parts: Succeeding): Promise<void> {
  for (const id of await parts.store.workspaces.ids()) {
    const workspace = await parts.workspaces.fresh(id)
    const model = parts.catalog.find(workspace.defaultModelId)
    const today = localDay(parts.clock.now(), workspace)
    if (model && hasEnded(model, today)) await succeedIn(parts, workspace, model)
  }
}

async function succeedIn(
  { store, catalog, workspaces }: Succeeding,
  workspace: Workspace,
  model: CatalogModel,
): Promise<void> {
  const { id } = workspace
  const successor = await store.successors.find(id, model.id)
  const entry = workspaces
    .enabledModels(workspace)
    .find(candidate => candidate.model.id === successor?.successorId && candidate.isAvailable)
  if (successor && entry) {
    const actor = { id: 'switchboard', name: 'Switchboard' }
    const details = { from: model.id, 'chosen by': successor.chosenBy }
    const change = { actor, action: 'default', target: entry.model.id, details }
    await store.workspaces.setDefault(id, entry.model.id, change)
    workspaces.changed(id)
    const why = `**${model.name}** has ended; ${successor.chosenBy} chose what follows.`
    return workspaces.tellAdmins(workspace, say(`**${entry.name}** is the default now. ${why}`))
  }
  // that it is missing was said by the refresh that found it
  const day = model.deprecatedOn
  if (day === undefined || !(await store.successors.claimWarning(id, model.id, day))) return
  const rest = note('Until then it stays the default, and answers as long as its provider lets it.')
  await workspaces.tellAdmins(
    workspace,
    card(
      text('**The default has reached its end.**'),
      ...askForSuccessor({ catalog, workspace }),
      rest,
    ),
  )
}
