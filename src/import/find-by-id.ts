import { findModel, type Named } from '../models/find-model.ts'
import { makerOf } from '../models/makers.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { KnownModel } from '../ports/snapshot.ts'
import { wrong } from './read-each.ts'

/** Our id of a model that another system calls `typed`, of `provider` where that is known. Never guesses. */
export type FindById = (typed: string, field: string, provider?: string) => string

interface Known {
  readonly model: Named
  readonly names: readonly string[]
}

const fold = (name: string): string => name.trim().toLowerCase()

/** Over what is stored and, for a database that is new, what came with the program. */
export function createFindById(
  stored: readonly CatalogModel[],
  snapshot: readonly KnownModel[],
): FindById {
  const known = [...snapshot.map(fromSnapshot), ...stored.map(fromStored)]
  const byName = new Map<string, string>()
  for (const { model, names } of known) {
    for (const name of names) byName.set(fold(name), model.id)
  }
  // nobody's alias takes another one's id
  for (const { model } of known) byName.set(fold(model.id), model.id)
  const models = [...new Map(known.map(({ model }) => [model.id, model])).values()]

  return (typed, field, provider) => {
    const names = namesOf(typed, provider)
    const id = names.map(name => byName.get(fold(name))).find(found => found !== undefined)
    if (id !== undefined) return id
    throw wrong(field, `No model is called “${typed}”.${hint(models, names[0] ?? typed)}`)
  }
}

const fromSnapshot = (model: KnownModel): Known => ({
  model,
  names: [...model.aliases, `${model.provider}/${model.makerModelId}`],
})

const fromStored = (model: CatalogModel): Known => ({
  model,
  names: [...model.aliases, `${makerOf(model.route)}/${model.routeModelId}`],
})

/** What it may be called here; a maker may be named by its route, such as `xai`. */
function namesOf(typed: string, provider: string | undefined): readonly string[] {
  const [first = '', ...rest] = typed.trim().split('/')
  const own = rest.length > 0 ? [[makerOf(fold(first)), ...rest].join('/')] : []
  return provider === undefined ? own : [...own, `${makerOf(fold(provider))}/${typed.trim()}`]
}

const SHOWN = 5

function hint(models: readonly Named[], typed: string): string {
  const found = findModel(models, typed)
  const near =
    found.kind === 'found'
      ? [found.model]
      : found.kind === 'ambiguous'
        ? found.candidates
        : found.nearest
  const names = near.slice(0, SHOWN).map(({ id }) => id)
  return names.length > 0 ? ` The nearest: ${names.join(', ')}.` : ''
}
