import type { Person } from './chat.ts'
import type { Change } from './workspaces.ts'

export type VariableKind = 'text' | 'number' | 'date' | 'choice'

/** A place in a template, written `{{name}}`. */
export interface Variable {
  readonly name: string
  readonly kind: VariableKind
  /** Of `choice`. */
  readonly choices?: readonly string[]
  /** Used where nothing is given; without one it has to be given. */
  readonly initial?: string
}

/** What a version holds. */
export interface PromptContent {
  readonly description: string
  readonly template: string
  readonly variables: readonly Variable[]
  /** JSON schemas of objects: of the variables' values together, and of the answer. */
  readonly inputSchema?: Readonly<Record<string, unknown>>
  readonly outputSchema?: Readonly<Record<string, unknown>>
  /** Where in the team's work it belongs. */
  readonly step?: string
  readonly subsystem?: string
  readonly modelId: string
  readonly maxOutputTokens?: number
  /** A decimal such as `0.7`. */
  readonly temperature?: string
}

export interface Prompt extends PromptContent {
  readonly id: string
  readonly workspaceId: string
  /** Empty in production; else the member whose draft it is. */
  readonly ownerId: string
  readonly name: string
  readonly version: number
  /** Of a draft. */
  readonly expiresAt?: Date
  readonly archivedAt?: Date
}

export interface PromptVersion extends PromptContent {
  readonly version: number
  /** Why it replaced the one before. */
  readonly reason: string
  readonly savedBy: Person
  readonly savedAt: Date
}

export interface PromptFilter {
  readonly workspaceId: string
  /** Their drafts are among them. */
  readonly memberId?: string
  readonly modelId?: string
  readonly search?: string
  readonly now: Date
}

export interface PromptPage {
  readonly total: number
  /** By name. */
  readonly prompts: readonly Prompt[]
}

/** A selection of prompts on its way to another model. */
export interface PromptBatch {
  readonly id: string
  readonly workspaceId: string
  readonly state: 'open' | 'applied' | 'undone'
  readonly promptIds: readonly string[]
  readonly modelId?: string
}

export interface Skipped {
  readonly name: string
  readonly reason: string
}

export interface Moved {
  readonly changed: readonly string[]
  readonly skipped: readonly Skipped[]
}

/** Calls and tokens of prompts over a time, by prompt. */
export interface PromptUse {
  readonly promptId: string
  readonly calls: number
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly outputTokens: number
  readonly costNano: bigint
}

export interface PromptStore {
  /** A member's own draft comes before the one in production. */
  find(workspaceId: string, name: string, memberId: string, now: Date): Promise<Prompt | undefined>
  byId(workspaceId: string, id: string): Promise<Prompt | undefined>
  list(filter: PromptFilter, offset: number, limit: number): Promise<PromptPage>
  /** Ids of all that fit, by name. */
  ids(filter: PromptFilter): Promise<readonly string[]>
  /** @throws conflict when the name is taken */
  create(
    prompt: Omit<Prompt, 'id' | 'version' | 'archivedAt'>,
    reason: string,
    change: Change,
  ): Promise<Prompt>
  /** A further version. @throws conflict when the one in force is not `basedOn` any more */
  save(
    id: string,
    basedOn: number,
    content: PromptContent,
    reason: string,
    change: Change,
  ): Promise<Prompt>
  setArchived(id: string, isArchived: boolean, change: Change): Promise<void>
  /** Newest first. */
  history(id: string, offset: number, limit: number): Promise<readonly PromptVersion[]>
  use(workspaceId: string, promptIds: readonly string[], from: Date): Promise<readonly PromptUse[]>
  startBatch(batch: Omit<PromptBatch, 'state'>, by: Person, now: Date): Promise<void>
  batch(workspaceId: string, id: string): Promise<PromptBatch | undefined>
  /** Changes the selection, or the model it moves to. @throws conflict unless it is open */
  setBatch(
    id: string,
    change: { readonly promptIds?: readonly string[]; readonly modelId?: string },
  ): Promise<void>
  /** Moves the selection: one new version each, all or none. @throws conflict unless it is open */
  applyBatch(batch: PromptBatch, modelId: string, change: Change): Promise<Moved>
  /** Puts back what stood before, where nothing was changed since. @throws conflict unless it was applied */
  undoBatch(batch: PromptBatch, change: Change): Promise<Moved>
  /** Puts whole prompts in, each once: a name that is there is left alone. Returns the names put in. */
  importAll(
    workspaceId: string,
    prompts: readonly (PromptContent & { readonly name: string })[],
    change: Change,
  ): Promise<readonly string[]>
}
