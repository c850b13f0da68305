import type { RefreshChanges, RouteFetch } from '../ports/catalog.ts'

export const isNews = ({ updated: _, ...changes }: RefreshChanges): boolean =>
  Object.values(changes).some(list => list.length > 0)

export const countsOf = (changes: RefreshChanges): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(changes).map(([name, list]) => [name, list.length]))

const words: readonly (readonly [keyof RefreshChanges, string])[] = [
  ['added', 'new'],
  ['updated', 'updated'],
  ['repriced', 'repriced'],
  ['waiting', 'waiting for a yes to their price'],
  ['deprecated', 'ending'],
  ['gone', 'gone'],
  ['back', 'back'],
]

/** `3 new, 1 repriced`, or `nothing new`. */
export function summaryOf(changes: RefreshChanges): string {
  const parts = words.flatMap(([kind, word]) =>
    changes[kind].length > 0 ? [`${changes[kind].length} ${word}`] : [],
  )
  return parts.join(', ') || 'nothing new'
}

const problems: Readonly<Record<string, string>> = {
  'model-bad-key': 'the provider refused our key',
  'model-forbidden': 'the provider refused our key',
  'model-timeout': 'the provider did not answer in time',
  'model-garbled': 'the provider sent something that is not a list of models',
  'model-rate-limited': 'the provider is getting too many requests from us',
  empty: 'the list was empty',
  shrunken: 'the list is more than 30 % shorter than before',
  'unreadable entries': 'some entries could not be read',
}

/** `openai: 52 models` or what was wrong, one line per route. */
export const fetchLines = (fetches: readonly RouteFetch[]): string =>
  fetches.map(({ route, models, error }) => `• ${route}: ${lineOf(models, error)}`).join('\n')

function lineOf(models: number, error: string | undefined): string {
  const count = `${models} ${models === 1 ? 'model' : 'models'}`
  if (error === undefined) return count
  const problem = problems[error] ?? 'the provider cannot be reached'
  return models > 0 ? `${count}; ${problem}, so none was removed` : `${problem}; nothing changed`
}
