/** What a person may call a model by. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly label?: string
  readonly aliases?: readonly string[]
}

export type Found<T> =
  | { readonly kind: 'found'; readonly model: T }
  /** Several fit. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly T[] }
  /** None fits; these are spelled most alike. */
  | { readonly kind: 'unknown'; readonly nearest: readonly T[] }

const SHOWN = 5

const fold = (text: string): string => text.trim().toLowerCase()
const afterSlash = (id: string): string => id.slice(id.indexOf('/') + 1)

/** Finds by id, by the part after the slash, by label, or by any unique part of them. Nothing is guessed. */
export function findModel<T extends Named>(models: readonly T[], typed: string): Found<T> {
  const wanted = fold(typed)
  const exact = (names: (model: T) => readonly (string | undefined)[]) =>
    models.filter(model => names(model).some(name => name !== undefined && fold(name) === wanted))
  const steps = [
    exact(model => [model.id]),
    exact(model => [model.label]),
    exact(model => [afterSlash(model.id), model.name]),
    exact(model => model.aliases ?? []),
    models.filter(model => wanted !== '' && contains(model, wanted)),
  ]
  const hits = steps.find(step => step.length > 0) ?? []
  const [first] = hits
  if (hits.length === 1 && first) return { kind: 'found', model: first }
  if (hits.length > 1) return { kind: 'ambiguous', candidates: hits }
  return { kind: 'unknown', nearest: nearest(models, wanted) }
}

/** Everything that contains all the words typed, best first; for menus and autocompletion. */
export function searchModels<T extends Named>(models: readonly T[], typed: string): readonly T[] {
  const words = fold(typed).split(/\s+/)
  return models.filter(model => words.every(word => contains(model, word)))
}

const contains = (model: Named, part: string): boolean =>
  [model.id, model.name, model.label ?? ''].some(name => fold(name).includes(part))

function nearest<T extends Named>(models: readonly T[], wanted: string): readonly T[] {
  const near = models
    .map(model => ({
      model,
      distance: Math.min(
        distance(fold(afterSlash(model.id)), wanted),
        distance(fold(model.name), wanted),
        distance(fold(model.id), wanted),
      ),
    }))
    .filter(({ distance }) => distance <= Math.max(2, wanted.length / 2))
  return near
    .sort((a, b) => a.distance - b.distance)
    .slice(0, SHOWN)
    .map(({ model }) => model)
}

/** Levenshtein's: how many letters to change, add or drop. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...b].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
