import { createHash } from 'node:crypto'
import { BotError } from '../errors.ts'
import { sumVolumes, type Volume } from '../money/volume.ts'
import { costAt } from '../money/what-if.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { CostRow } from '../ports/costs.ts'
import type { Catalog } from './catalog.ts'
import { pickByName } from './pick-by-name.ts'
import { type Asking, recentUse } from './recent-use.ts'
import type { EnabledEntry, Workspaces } from './workspaces.ts'

export interface Comparing extends Asking {
  readonly catalog: Catalog
  readonly workspaces: Workspaces
}

export interface Compared {
  readonly model: CatalogModel
  readonly name: string
  readonly isEnabled: boolean
  readonly isDefault: boolean
  /** A key serves it. */
  readonly isAvailable: boolean
  /** What was asked of it lately. */
  readonly record: CostRow | undefined
  /** What all that the team asked lately costs with it; undefined where its price is not known. */
  readonly costNano: bigint | undefined
}

export interface Comparison {
  readonly models: readonly Compared[]
  /** Of the whole team, with all models. */
  readonly volume: Volume
}

/** Two or three models of the catalog as this workspace has them. @throws BotError */
export async function compare(
  parts: Comparing,
  typed: readonly (string | undefined)[],
): Promise<Comparison> {
  const picked = pickSeveral(parts, typed)
  const rows = await recentUse(parts)
  const volume = sumVolumes(rows)
  return { volume, models: picked.map(model => toCompared(parts, model, rows, volume)) }
}

function pickSeveral(parts: Comparing, typed: readonly (string | undefined)[]) {
  const { catalog, workspace } = parts
  const named = catalog.allFor(workspace).map(model => {
    const label = entryOf(parts, model.id)?.name
    return { ...model, ...(label !== undefined && { label }) }
  })
  const picked = typed
    .filter(name => name !== undefined)
    .map(name => pickByName(named, name, 'model'))
  const twice = picked.find((model, index) => picked.indexOf(model) !== index)
  if (twice) {
    throw new BotError(
      'bad-option',
      `**${twice.label ?? twice.name}** is named twice. Compare it with another model.`,
    )
  }
  return picked
}

const entryOf = ({ workspaces, workspace }: Comparing, id: string): EnabledEntry | undefined =>
  workspaces.enabledModels(workspace).find(({ model }) => model.id === id)

function toCompared(
  parts: Comparing,
  model: CatalogModel,
  rows: readonly CostRow[],
  volume: Volume,
): Compared {
  const entry = entryOf(parts, model.id)
  return {
    model,
    name: entry?.name ?? model.name,
    isEnabled: entry !== undefined,
    isDefault: entry?.isDefault ?? false,
    isAvailable: parts.catalog.routeOf(model, parts.workspace) !== undefined,
    record: rows.find(({ key, calls }) => key === model.id && calls > 0),
    costNano: model.prices && costAt(volume, model.prices),
  }
}

const KEY_LENGTH = 12

/** Three ids do not fit what a form can carry, so they are named by the beginnings of their hashes. */
export const stateOf = (models: readonly { readonly model: CatalogModel }[]): string =>
  models.map(({ model }) => keyOf(model.id)).join('|')

const keyOf = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, KEY_LENGTH)

/** Of those that may be asked. @throws BotError `conflict` when one of them may not be any more */
export function modelsOfState(
  { workspaces, workspace }: Pick<Comparing, 'workspaces' | 'workspace'>,
  state: string,
): readonly EnabledEntry[] {
  const entries = workspaces.enabledModels(workspace).filter(({ isAvailable }) => isAvailable)
  return state.split('|').map(key => {
    const entry = entries.find(({ model }) => keyOf(model.id) === key)
    if (entry) return entry
    throw new BotError(
      'conflict',
      'One of these models cannot be asked any more. Run `/models compare` again.',
    )
  })
}
