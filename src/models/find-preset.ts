import { createHash } from 'node:crypto'
import { BotError } from '../errors.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Preset } from '../ports/presets.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Catalog } from './catalog.ts'
import { builtInPresets } from './presets.ts'

interface Asking {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspace: Workspace
}

/** A preset as it stands today. */
export interface FoundPreset {
  readonly name: string
  readonly about: string
  readonly isOwn: boolean
  /** What enabling it adds. */
  readonly fresh: readonly CatalogModel[]
  readonly enabled: readonly CatalogModel[]
  /** Ids that the catalog does not have, or that no key serves. */
  readonly unavailable: readonly string[]
}

const NAME = /^[a-z0-9][a-z0-9-]{0,29}$/

const cleaned = (typed: string): string => typed.trim().toLowerCase()

const isBuiltIn = (name: string): boolean => builtInPresets.some(preset => preset.name === name)

/** A name for a preset of one's own. @throws BotError `bad-option` */
export function readPresetName(typed: string): string {
  const name = cleaned(typed)
  if (isBuiltIn(name)) {
    throw new BotError('bad-option', `\`${name}\` comes with Switchboard: choose another name.`)
  }
  if (NAME.test(name)) return name
  throw new BotError(
    'bad-option',
    `“${typed}” is no name for a preset: letters, digits and hyphens, at most 30.`,
  )
}

/** @throws BotError `not-found` naming those there are */
export async function findPreset(asking: Asking, typed: string): Promise<FoundPreset> {
  const name = cleaned(typed)
  const { catalog, workspace } = asking
  const rule = builtInPresets.find(preset => preset.name === name)
  if (rule) {
    const served = catalog.allFor(workspace).filter(model => catalog.routeOf(model, workspace))
    const chosen = rule.choose(served)
    return { ...sorted(asking, chosen, []), name, about: rule.about, isOwn: false }
  }
  const own = await asking.store.presets.list(workspace.id)
  const preset = own.find(candidate => candidate.name === name)
  if (preset) return ofOwn(asking, preset)
  const names = [...builtInPresets, ...own].map(known => `\`${known.name}\``)
  throw new BotError('not-found', `No preset is called “${typed}”. There are ${names.join(', ')}.`)
}

function ofOwn(asking: Asking, { name, modelIds }: Preset): FoundPreset {
  const { catalog, workspace } = asking
  const served = modelIds.flatMap(id => {
    const model = catalog.find(id)
    return model && catalog.routeOf(catalog.effective(model, workspace), workspace)
      ? [catalog.effective(model, workspace)]
      : []
  })
  const missing = modelIds.filter(id => served.every(model => model.id !== id))
  return { ...sorted(asking, served, missing), name, about: 'Your own', isOwn: true }
}

function sorted(
  { workspace }: Asking,
  models: readonly CatalogModel[],
  unavailable: readonly string[],
): Pick<FoundPreset, 'fresh' | 'enabled' | 'unavailable'> {
  const isEnabled = ({ id }: CatalogModel) =>
    workspace.enabled.some(({ modelId }) => modelId === id)
  return {
    fresh: models.filter(model => !isEnabled(model)),
    enabled: models.filter(isEnabled),
    unavailable,
  }
}

/** Tells whether it still adds what a person was shown. */
export const fingerprintOf = ({ fresh }: FoundPreset): string =>
  createHash('sha256')
    .update(fresh.map(({ id }) => id).join(' '))
    .digest('hex')
    .slice(0, 12)
