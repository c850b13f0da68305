import type { Card } from '../ui/card.ts'
import type { CommandInfo } from '../ui/command-info.ts'
import type { Form, FormValues } from '../ui/form.ts'

/** Where something happens. Ids are the platform's own. */
export interface Place {
  /** `slack:<team id>`, `discord:<server id>` or `playground`. */
  readonly workspaceId: string
  readonly channelId: string
  /**
   * Slack: `thread_ts`. Discord: the thread's channel id; in a DM the DM's. Absent at the top level of a channel
   * (and of a Slack DM), where a message starts a thread whose id is the message's own.
   */
  readonly threadId?: string
  readonly isDirect: boolean
}

export interface Person {
  readonly id: string
  readonly name: string
}

/** A file that came with a message. `ref` is what `ChatPlatform.download` takes. */
export interface Attachment {
  readonly name: string
  readonly mimeType: string
  readonly sizeBytes: number
  readonly ref: string
}

/** What a human wrote. Adapters drop what bots (and Switchboard itself) write. */
export interface IncomingMessage {
  readonly id: string
  readonly place: Place
  readonly author: Person
  /** Markdown, without the mention of the bot; other mentions as `@name`. */
  readonly text: string
  readonly mentionsBot: boolean
  /** The message opens by mentioning another human. */
  readonly opensWithOther: boolean
  readonly attachments: readonly Attachment[]
  readonly sentAt: Date
  /** When the message was written that opened the thread of `place`; absent outside of a thread. */
  readonly threadStartedAt?: Date
}

export interface MessageEdit {
  readonly id: string
  readonly place: Place
  readonly author: Person
  readonly text: string
}

/** Discord hands over named values, Slack and typed commands one line of text. */
export type Input =
  | {
      readonly kind: 'values'
      readonly values: Readonly<Record<string, string | number | boolean>>
    }
  | { readonly kind: 'line'; readonly line: string }

export interface Invocation {
  /** Unique per invocation; the reference shown when something breaks. */
  readonly id: string
  /** `model`, `models enable`; what nobody declared is refused with the nearest names. */
  readonly command: string
  readonly input: Input
  readonly actor: Person
  readonly place: Place
  /** Files that came with a typed command. */
  readonly attachments?: readonly Attachment[]
}

export interface ActionPress {
  readonly id: string
  readonly action: string
  /** The button's or the menu's own value. */
  readonly value: string
  /** What was chosen in a menu; empty for a button. */
  readonly chosen: readonly string[]
  readonly actor: Person
  readonly place: Place
}

export interface FormSubmission {
  readonly id: string
  readonly form: string
  readonly state: string
  /** Only the fields that were shown. */
  readonly values: FormValues
  readonly actor: Person
  readonly place: Place
}

export interface SuggestionQuery {
  readonly command: string
  readonly option: string
  readonly typed: string
  readonly actor: Person
  readonly place: Place
}

export interface Suggestion {
  readonly label: string
  readonly value: string
}

export type Visibility = 'public' | 'private'

/**
 * The ways to answer somebody who did something. Exactly one of `open`, `begin`, `replace`, `refuse` is called first,
 * within the platform's three seconds.
 */
export interface Responder {
  /** False where no dialog can open (a typed message): a button offers it instead. */
  readonly canOpen: boolean
  /** How many fields one dialog takes, and choices one field. */
  readonly dialog: { readonly fields: number; readonly choices: number }
  open(form: Form): Promise<void>
  /** Acknowledges, then shows. */
  begin(visibility: Visibility): Promise<Screen>
  /** Acknowledges and redraws the card on which the button or menu was. Without such a card: as `begin('private')`. */
  replace(): Promise<Screen>
  /** One private sentence. After a form: beside its fields where the platform can, nothing typed is lost. */
  refuse(card: Card, fieldErrors?: Readonly<Record<string, string>>): Promise<void>
}

/** Where an answer appears. One that cannot redraw adds what comes later as a further message. */
export interface Screen {
  readonly redraws: boolean
  show(card: Card): Promise<void>
  /** Why it did not work: for its caller alone where others see the screen, with a way back to a form that closed. */
  refuse?(card: Card): Promise<void>
}

/** The bot, seen from a platform. None of these reject; all answer through the responder. */
export interface Inbox {
  message(message: IncomingMessage): Promise<void>
  edited(edit: MessageEdit): Promise<void>
  deleted(place: Place, messageId: string): Promise<void>
  command(invocation: Invocation, responder: Responder): Promise<void>
  press(press: ActionPress, responder: Responder): Promise<void>
  submit(submission: FormSubmission, responder: Responder): Promise<void>
  /** At most 25, within two seconds, empty when nothing fits. */
  suggest(query: SuggestionQuery): Promise<readonly Suggestion[]>
  /** The platform's own stop control was used on an answer. */
  stopped(place: Place): Promise<void>
  /** What Slack's App Home shows this person. */
  home(place: Place, actor: Person): Promise<Card>
  /** The bot was added to a workspace. Safe to repeat. */
  joined(workspace: {
    readonly id: string
    readonly name: string
    readonly installerId?: string
  }): Promise<void>
}

/** A member as the platform knows them. */
export interface Member extends Person {
  /** By the platform's own permissions. */
  readonly isAdmin: boolean
  /** Guests, and people of other organisations. */
  readonly isGuest: boolean
  /** Discord roles; Slack user groups are asked for by `isInGroup`. */
  readonly groupIds: readonly string[]
}

/** One answer growing in a thread. */
export interface AnswerScreen {
  /**
   * Shows the whole text so far (Markdown, only ever longer). Returns at once: the adapter throttles, splits,
   * neutralises mentions and keeps a typing indicator alive. Problems surface in `finish`.
   */
  write(textSoFar: string): void
  /** Everything written is visible, with the footer under it and the stop control gone. */
  finish(footer: Card): Promise<void>
}

export interface AnswerRequest {
  /** Names the answer for ever: a platform that can, refuses to post it twice. */
  readonly turnId: string
  /** With `threadId`; where the thread does not exist yet the adapter opens it on the question. */
  readonly place: Place
  readonly question: { readonly id: string; readonly author: Person }
  /** At most 80 characters, for platforms that name threads. */
  readonly title: string
  /** What to press to stop it, where the platform has no control of its own. */
  readonly stop: Card
  /** Messages of an earlier, interrupted try: they are replaced, not repeated. */
  readonly replaces: readonly string[]
  /** A process died over it: it may have posted something that nobody noted. */
  readonly isResumed: boolean
  /** Called with the ids of all messages of the answer, each time one is added. */
  onPosted(messageIds: readonly string[]): void
  /** The reader stopped the answer with the platform's own control. */
  onStopped(): void
}

/** A message already in a thread before the bot came to it. */
export interface PastMessage {
  readonly id: string
  readonly author: Person
  readonly isBot: boolean
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly sentAt: Date
}

/** A message of ours that people can see and answer. */
export interface PostedMessage {
  readonly id: string
  readonly sentAt: Date
}

/** What the bot calls. Errors are `BotError`s with a `chat-…` code. */
export interface ChatPlatform {
  readonly name: string
  start(inbox: Inbox, commands: readonly CommandInfo[]): Promise<void>
  /** Takes no new work from now on; answers under way may still be written. */
  drain(): Promise<void>
  stop(): Promise<void>
  isConnected(): boolean
  /** Whether workspace ids of this form are this platform's. */
  owns(workspaceId: string): boolean
  /** Returns the message, the first where there had to be several. */
  post(place: Place, card: Card): Promise<PostedMessage>
  /** A card only this person sees: in the place where the platform can, else in their DM. */
  whisper(place: Place, personId: string, card: Card): Promise<void>
  /** A direct message. */
  direct(workspaceId: string, personId: string, card: Card): Promise<void>
  openAnswer(request: AnswerRequest): Promise<AnswerScreen>
  /** Up to `limit` messages before `beforeId`, oldest first. */
  history(place: Place, beforeId: string, limit: number): Promise<readonly PastMessage[]>
  download(workspaceId: string, attachment: Attachment): Promise<Uint8Array>
  /** Undefined when this person is not (or no longer) in the workspace. Cached for at most a minute. */
  member(workspaceId: string, personId: string): Promise<Member | undefined>
  isInGroup(workspaceId: string, personId: string, groupId: string): Promise<boolean>
  /** How to write a person, a channel, a place so that the platform shows its name. Never pings. */
  mention(target: { readonly kind: 'person' | 'channel'; readonly id: string }): string
}
