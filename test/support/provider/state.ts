import type { Dialect } from './dialects.ts'
import { defaultKeys, dialects } from './dialects.ts'
import type { Journal } from './journal.ts'
import { defaultModels, type ProviderModel } from './models.ts'
import type { Script } from './script.ts'

/** What OpenRouter remembers about a finished call. */
interface Generation {
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Everything the providers know, which tests may change while they run. */
export interface State {
  readonly keys: Map<Dialect, readonly string[] | null>
  readonly models: Map<Dialect, readonly ProviderModel[]>
  /** Ids that were listed once; OpenRouter speaks of them in another way. */
  readonly formerIds: Set<string>
  readonly pageSizes: Map<Dialect, number>
  readonly generations: Map<string, Generation>
  readonly journal: Journal
  readonly script: Script
  readonly countTokens: (text: string) => number
  readonly maxBodyBytes: number
}

export interface StateParts
  extends Pick<State, 'journal' | 'script' | 'countTokens' | 'maxBodyBytes'> {
  readonly keys: Partial<Record<Dialect, readonly string[] | null>>
  readonly models: Partial<Record<Dialect, readonly ProviderModel[]>>
}

export function createState({ keys, models, ...rest }: StateParts): State {
  const keyOf = (dialect: Dialect) =>
    keys[dialect] === undefined ? [defaultKeys[dialect]] : keys[dialect]
  return {
    ...rest,
    keys: new Map(dialects.map(dialect => [dialect, keyOf(dialect)])),
    models: new Map(dialects.map(dialect => [dialect, models[dialect] ?? defaultModels[dialect]])),
    formerIds: new Set(),
    pageSizes: new Map(),
    generations: new Map(),
  }
}

export function modelsOf(state: State, dialect: Dialect): readonly ProviderModel[] {
  return state.models.get(dialect) ?? []
}

/** Whether this key opens this provider; `null` in the keys means that none is needed. */
export function isRightKey(state: State, dialect: Dialect, key: string | undefined): boolean {
  const keys = state.keys.get(dialect)
  if (!keys) return true
  return key !== undefined && keys.includes(key)
}
