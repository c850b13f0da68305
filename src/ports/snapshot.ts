import type { OfferedModel } from './llm.ts'

/** A model as the bundled snapshot knows it: whoever serves it. */
export type KnownModel = Omit<OfferedModel, 'route' | 'routeModelId'> & {
  /** The maker's own id, without the provider. */
  readonly makerModelId: string
}

/** Prices and capabilities that came with the program, for what a provider's own list lacks. */
export interface Snapshot {
  /** ISO day. */
  readonly takenOn: string
  readonly models: readonly KnownModel[]
}
