import type { PlainBlock } from '../../src/ui/card.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import type { Form } from '../../src/ui/form.ts'

/** What the page and the server say to each other. Types only: the page is bundled without the server. */
export interface WirePerson {
  readonly id: string
  readonly name: string
  readonly role: 'admin' | 'member' | 'guest' | 'bot'
}

export interface WireChannel {
  readonly id: string
  readonly name: string
  readonly topic: string
}

export interface WireGroup {
  readonly id: string
  readonly name: string
}

export interface WireFile {
  readonly name: string
  readonly mimeType: string
  readonly sizeBytes: number
  readonly ref: string
}

/** A block, its picture or file on the shelf. */
export type WireBlock =
  | PlainBlock
  | {
      readonly kind: 'picture'
      readonly file: WireFile
      readonly title: string
      readonly alt: string
    }
  | { readonly kind: 'download'; readonly file: WireFile; readonly alt: string }

export interface WireCard {
  readonly blocks: readonly WireBlock[]
}

export interface WireAnswer {
  readonly turnId: string
  readonly title: string
  /** An interrupted answer is one whose process died; it grows again when the bot resumes it. */
  readonly state: 'growing' | 'done' | 'interrupted'
  readonly stop?: WireCard
  readonly footer?: WireCard
}

export interface WireMessage {
  /** Unique and sortable: later messages have greater ids. */
  readonly id: string
  readonly channelId: string
  /** The message that opened the thread. Absent at the top level and in direct messages. */
  readonly threadId?: string
  readonly authorId: string
  readonly sentAt: number
  readonly text: string
  readonly editedAt?: number
  readonly deleted?: boolean
  readonly files?: readonly WireFile[]
  readonly card?: WireCard
  /** Only this person sees it. */
  readonly visibleTo?: string
  /** The command that a card answers, as it was typed. */
  readonly prompt?: string
  /** Acknowledged, nothing to show yet. */
  readonly pending?: boolean
  readonly answer?: WireAnswer
}

/** What happened to what a person sees. */
export type Change =
  | { readonly kind: 'put'; readonly message: WireMessage }
  | {
      readonly kind: 'grow'
      readonly id: string
      readonly from: number
      readonly text: string
    }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'home'; readonly card: WireCard }

export interface WireState {
  readonly me: WirePerson
  readonly bot: WirePerson
  readonly people: readonly WirePerson[]
  readonly channels: readonly WireChannel[]
  readonly groups: readonly WireGroup[]
  readonly commands: readonly CommandInfo[]
  readonly messages: readonly WireMessage[]
}

/** Where something was typed or pressed. */
export interface Spot {
  readonly channelId: string
  readonly threadId?: string
}

/** Which card a button or a menu was on. */
export type Origin =
  | {
      readonly kind: 'message'
      readonly messageId: string
      readonly part: 'card' | 'footer' | 'stop'
    }
  | { readonly kind: 'home' }

/** What the bot answered first. */
export type Reply =
  | { readonly kind: 'done' }
  | { readonly kind: 'shown'; readonly messageId: string }
  | { readonly kind: 'form'; readonly form: Form; readonly spot: Spot; readonly origin?: Origin }
  | {
      readonly kind: 'refused'
      readonly card: WireCard
      readonly fieldErrors: Readonly<Record<string, string>>
    }
