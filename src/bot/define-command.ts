import type { z } from 'zod'
import type { Calls } from '../calls/index.ts'
import type { Keyring } from '../lib/keyring.ts'
import type { Log } from '../log.ts'
import type { Catalog } from '../models/catalog.ts'
import type { Refresher } from '../models/refresh.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { Attachment, ChatPlatform, Person, Place, Visibility } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { KeyRoutes } from '../ports/key-routes.ts'
import type { LlmRoute } from '../ports/llm.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Store } from '../ports/store.ts'
import type { Thread } from '../ports/threads.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Turns } from '../turns/index.ts'
import type { Card } from '../ui/card.ts'
import type { CommandInfo } from '../ui/command-info.ts'
import type { Form } from '../ui/form.ts'

export interface Services {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspaces: Workspaces
  readonly refresher: Refresher
  readonly turns: Turns
  readonly calls: Calls
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** Those that the environment has keys for. */
  readonly routes: readonly LlmRoute[]
  readonly keyRoutes: KeyRoutes
  readonly keyring: Keyring
  /** Of all commands, for help. */
  readonly commands: readonly CommandInfo[]
}

export interface Actor extends Person {
  readonly isAdmin: boolean
}

/** Who asks, where, and what there is to work with. */
export interface Context extends Services {
  /** Of what was done: the same when the platform delivers it twice. */
  readonly id: string
  readonly actor: Actor
  readonly place: Place
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  /** The thread of the place, when the bot knows it. */
  readonly thread: Thread | undefined
  /** Files that came with a typed command. */
  readonly attachments: readonly Attachment[]
}

/** What others must know, in one line. `admins`: where notices for admins go. */
export interface Notice {
  readonly to: 'thread' | 'channel' | 'admins'
  readonly card: Card
  /** Instead of the place where the command was given. */
  readonly place?: Place
}

export interface Reply {
  readonly card: Card
  readonly notice?: Notice
}

/** A command returns what is to be shown; several cards redraw one another. */
export type Answer = Card | Reply | AsyncIterable<Card>

/** `member`: who may ask questions too. `anyone` in the workspace: what concerns nobody else. */
export type Who = 'anyone' | 'member' | 'admin'

/** What a button or menu does. `replace` redraws the card it is on; `form` opens the named form. */
export type Action =
  | {
      readonly kind: 'replace' | 'private'
      readonly who: Who
      run(context: Context, value: string, chosen: readonly string[]): Promise<Answer> | Answer
    }
  | { readonly kind: 'form'; readonly form: string }

export interface FormHandler<Input = never> {
  readonly who: Who
  build(context: Context, state: string): Promise<Form> | Form
  /** Checks what was typed, before anything slow happens. */
  readonly input: z.ZodType<Input>
  submit(context: Context, input: Input, state: string): Promise<Answer> | Answer
}

export interface Command {
  readonly path: string
  readonly summary: string
  readonly who: Who
  readonly visibility: Visibility
  readonly options: z.ZodObject
  /** Looks at what was given before it is read: a refusal of the reader would repeat it. @throws BotError */
  readonly guard?: (given: string) => void
  readonly typedOnly: boolean
  readonly shortcut?: string
  /** The form that asks when no option is given. */
  readonly form?: string
  readonly actions: Readonly<Record<string, Action>>
  readonly forms: Readonly<Record<string, FormHandler>>
  readonly run: (context: Context, options: never) => Promise<Answer> | Answer
}

interface Spec<Options extends z.ZodObject> {
  readonly path: string
  readonly summary: string
  readonly who: Who
  readonly options: Options
  readonly visibility?: Visibility
  readonly guard?: (given: string) => void
  readonly typedOnly?: boolean
  readonly shortcut?: string
  readonly form?: string
  readonly actions?: Readonly<Record<string, Action>>
  readonly forms?: Readonly<Record<string, FormHandler>>
  run(context: Context, options: z.output<Options>): Promise<Answer> | Answer
}

export const defineCommand = <Options extends z.ZodObject>(spec: Spec<Options>): Command => ({
  visibility: 'private',
  typedOnly: false,
  actions: {},
  forms: {},
  ...spec,
})

export const defineForm = <Input>(handler: FormHandler<Input>): FormHandler =>
  handler as unknown as FormHandler

export const isReply = (answer: Answer): answer is Reply => 'card' in answer
