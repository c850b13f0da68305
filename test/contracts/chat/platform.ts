import type { ChatPlatform, Person } from '../../../src/ports/chat.ts'

/** Ada is an admin, Ben a member; both are in the room, and so is the bot. */
export type Who = 'ada' | 'ben'

export interface Spot {
  readonly channelId: string
  readonly threadId?: string
}

/** Something a person wrote. */
export interface Said {
  readonly id: string
  readonly spot: Spot
  /** Where an answer to it stands. */
  readonly thread: Spot
}

/** A message as one person sees it at this moment. */
export interface Seen {
  readonly id: string
  readonly spot: Spot
  readonly isBot: boolean
  /** Text, card and footer, without the marks of the platform's own markup for bold. */
  readonly text: string
  readonly buttons: readonly string[]
  /** Placeholders. */
  readonly menus: readonly string[]
  /** Pictures and files. */
  readonly files: readonly SeenFile[]
}

interface SeenFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly content: string
}

/** A dialog in front of a person. */
export interface Dialog {
  readonly title: string
  readonly labels: readonly string[]
  /** By label, what stands in the text fields. */
  readonly texts: Readonly<Record<string, string>>
  /** What is wrong, beside the fields or in a sentence. */
  readonly problems: readonly string[]
}

/** What people do on a platform and what they see: each platform gives its own. `@switchboard` mentions the bot. */
export interface Platform {
  readonly chat: ChatPlatform
  readonly workspaceId: string
  readonly people: Readonly<Record<Who, Person>>
  readonly room: Spot
  /** Of which Ada is a member. */
  readonly groupId: string
  /** The bot is there and has registered its commands. */
  ready(): Promise<void>
  direct(who: Who): Spot
  say(who: Who, text: string, spot: Spot, files?: readonly GivenFile[]): Promise<Said>
  /** Another bot writes. */
  botSays(text: string, spot: Spot): void
  /** The platform delivers this once more. */
  redeliver(said: Said): void
  edit(who: Who, said: Said, text: string): Promise<void>
  remove(who: Who, said: Said): Promise<void>
  /** A slash command with its options, by name. */
  run(who: Who, command: string, options: Readonly<Record<string, string>>): Promise<void>
  press(who: Who, seen: Seen, button: string): Promise<void>
  pick(who: Who, seen: Seen, menu: string, choice: string): Promise<void>
  dialog(who: Who): Dialog | undefined
  /** Types over some fields, by label, and submits. */
  fill(who: Who, texts: Readonly<Record<string, string>>): Promise<void>
  /** Everything this person sees in a spot, oldest first. */
  sees(who: Who, spot: Spot): readonly Seen[]
  /** Who was notified by the bot's words. */
  pings(): readonly string[]
  /** What the platform would have refused. */
  violations(): readonly string[]
  close(): Promise<void>
}

/** What not every platform has. */
export type Ability =
  | 'open a large form'
  | 'keep a refused form open'
  | 'have other bots'
  | 'deliver twice'
  | 'draw pictures'

/** What a platform cannot do, with the reason. It is a fact under test. */
export interface Facts {
  readonly cannot: Partial<Readonly<Record<Ability, string>>>
  /** Each message of a direct conversation starts a thread, or all of it is one. */
  readonly direct: 'threads' | 'conversation'
}
