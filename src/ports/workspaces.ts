import type { Budget } from './budgets.ts'
import type { Person } from './chat.ts'
import type { ModelChoices } from './choices.ts'
import type { StoredKey } from './keys.ts'
import type { Override } from './overrides.ts'

/** How a workspace wants one model to be asked; what is absent is left to the workspace's own settings. */
export interface ModelParams {
  /** A decimal such as `0.7`. */
  readonly temperature?: string
  readonly maxOutputTokens?: number
  /** Added to Switchboard's own. */
  readonly systemPrompt?: string
  /** Who answers where this one cannot. */
  readonly fallbackId?: string
}

export interface EnabledModel extends ModelParams {
  readonly modelId: string
  readonly label?: string
}

export type AccessKind = 'allow' | 'deny' | 'admin'
export type AccessSubject = 'channel' | 'member' | 'group'

export interface AccessRule {
  readonly kind: AccessKind
  readonly subject: AccessSubject
  readonly subjectId: string
}

/** What the router trades for money, from the least of it to the best answers. */
export type Appetite = 'cheapest' | 'thrifty' | 'balanced' | 'quality' | 'best'

export interface Settings {
  readonly fallbackModelId?: string
  readonly timeZone: string
  /** 1 Monday … 7 Sunday. */
  readonly weekStartsOn: number
  /** 1 to 28. */
  readonly monthStartsOn: number
  /** Shares of a budget that are told, in percent, such as `50,80,100`; empty tells none. */
  readonly alertPercents: string
  /** From this share on, `cheapest` budgets have the cheapest model answer. */
  readonly earlyPercent: number
  /** Undefined keeps messages for ever. */
  readonly retentionDays?: number
  readonly adminChannelId?: string
  /** A decimal such as `0.7`; undefined leaves it to the model. */
  readonly temperature?: string
  readonly maxOutputTokens: number
  readonly questionsPerMinute: number
  readonly guestsAllowed: boolean
}

export interface AutoSettings {
  /** The router chooses per question; the default model is its last resort. */
  readonly isAuto: boolean
  readonly appetite: Appetite
}

export interface Workspace extends Settings, AutoSettings {
  readonly id: string
  readonly name: string
  readonly defaultModelId: string
  /** In display order. The default is always among them. */
  readonly enabled: readonly EnabledModel[]
  readonly access: readonly AccessRule[]
  readonly budgets: readonly Budget[]
  /** The workspace's own model for a task, by task. */
  readonly taskModels: ModelChoices
  /** What its admins say of models, instead of their providers. */
  readonly overrides: readonly Override[]
  /** Of providers, encrypted. */
  readonly keys: readonly StoredKey[]
  /** The admin who last ran an admin command: gets notices while no admin channel is set. */
  readonly lastAdminId?: string
  readonly pausedBy?: string
  readonly welcomedAt?: Date
}

/** Who changed what. */
export interface Change {
  readonly actor: Person
  readonly action: string
  readonly target: string
  readonly details: Readonly<Record<string, string>>
}

export interface NewWorkspace {
  readonly id: string
  readonly name: string
  readonly defaultModelId: string
  readonly enabled: readonly string[]
  readonly fallbackModelId?: string
}

export interface WorkspaceStore {
  ids(): Promise<readonly string[]>
  find(id: string): Promise<Workspace | undefined>
  /** Creates it unless it is there; says which. */
  create(workspace: NewWorkspace): Promise<{ readonly created: boolean }>
  /** Sets what is named; `null` unsets. */
  update(
    id: string,
    settings: { readonly [K in keyof Settings]?: Settings[K] | null } & Partial<AutoSettings>,
    change: Change,
  ): Promise<void>
  setAccess(id: string, rules: readonly AccessRule[], change: Change): Promise<void>
  enable(id: string, model: EnabledModel, change: Change): Promise<void>
  /** With a replacement the default moves there in the same transaction. @throws conflict for the default without one */
  disable(
    id: string,
    modelId: string,
    replacementId: string | undefined,
    change: Change,
  ): Promise<void>
  /** Enables exactly these, keeping labels, in one transaction with the new default. */
  setEnabled(
    id: string,
    modelIds: readonly string[],
    defaultModelId: string,
    change: Change,
  ): Promise<void>
  /** Sets what is named; `null` unsets. @throws conflict when the model is not enabled */
  setParams(
    id: string,
    modelId: string,
    params: { readonly [K in keyof ModelParams]?: ModelParams[K] | null },
    change: Change,
  ): Promise<void>
  /** From now on this model, and no longer the router. */
  setDefault(id: string, modelId: string, change: Change): Promise<void>
  channelDefault(id: string, channelId: string): Promise<string | undefined>
  setChannelDefault(
    id: string,
    channelId: string,
    modelId: string | undefined,
    change: Change,
  ): Promise<void>
  setPaused(id: string, pausedBy: string | undefined, change: Change): Promise<void>
  noteAdmin(id: string, memberId: string): Promise<void>
  /** True for the one caller who may send the welcome. */
  claimWelcome(id: string, now: Date): Promise<boolean>
  changes(id: string, limit: number): Promise<readonly (Change & { readonly at: Date })[]>
}
