import type { BudgetStore } from './budgets.ts'
import type { CatalogStore } from './catalog.ts'
import type { ChoiceStore } from './choices.ts'
import type { CostStore } from './costs.ts'
import type { DigestStore } from './digests.ts'
import type { ImportStore } from './imports.ts'
import type { KeyStore } from './keys.ts'
import type { LedgerStore } from './ledger.ts'
import type { OverrideStore } from './overrides.ts'
import type { PresetStore } from './presets.ts'
import type { PromptStore } from './prompts.ts'
import type { SuccessorStore } from './successors.ts'
import type { ThreadStore } from './threads.ts'
import type { TurnStore } from './turns.ts'
import type { WorkspaceStore } from './workspaces.ts'

/** Everything Switchboard remembers. All errors are `BotError`s with a `store-…` code, or `conflict`. */
export interface Store {
  readonly workspaces: WorkspaceStore
  readonly catalog: CatalogStore
  readonly overrides: OverrideStore
  readonly successors: SuccessorStore
  readonly threads: ThreadStore
  readonly turns: TurnStore
  readonly choices: ChoiceStore
  readonly ledger: LedgerStore
  readonly budgets: BudgetStore
  readonly costs: CostStore
  readonly keys: KeyStore
  readonly digests: DigestStore
  readonly prompts: PromptStore
  readonly imports: ImportStore
  readonly presets: PresetStore
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}
