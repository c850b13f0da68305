export interface Person {
  readonly id: string
  readonly name: string
}

/** A message as people see it, without the marks of bold text. */
export interface Line {
  readonly id: string
  readonly text: string
  readonly isBot: boolean
  readonly buttons: readonly string[]
  readonly menus: readonly string[]
}

export interface Thread {
  readonly id: string
}

export type Options = Readonly<Record<string, string>>

/** People on an emulated platform, with the bot in their channel: the same for Slack and Discord. */
export interface Team {
  readonly name: string
  readonly workspaceId: string
  readonly environment: Readonly<Record<string, string>>
  readonly admin: Person
  readonly member: Person
  newMember(): Person
  /** Mentions the bot in the channel; the answer's thread hangs on that. */
  ask(text: string, who?: Person): Thread
  /** Says something in a thread. */
  say(thread: Thread, text: string, who?: Person): void
  /** The platform sends the event of the question once more. */
  redeliver(thread: Thread): void
  /** What everybody sees in a thread. */
  lines(thread: Thread): readonly Line[]
  /** What the bot attached in a thread, oldest first. */
  files(thread: Thread): readonly { readonly name: string; readonly text: string }[]
  /** Runs a slash command in the channel, or in a thread as one does there; what its caller was told. */
  run(who: Person, command: string, options?: Options, thread?: Thread): Promise<string>
  press(who: Person, line: Line, button: string): Promise<string>
  /** Stops the answer under way, with what the platform offers for it. */
  stop(who: Person, thread: Thread): Promise<void>
  pick(who: Person, line: Line, menu: string, choice: string): Promise<string>
  /** All that only this person sees, and what stands in their direct messages. */
  privateLines(who: Person): readonly Line[]
  /** Lets everybody reach the controls of a private card, as a forged request would. */
  reveal(line: Line): void
  connected(): Promise<void>
  isConnected(): boolean
  /** The connection to the bot breaks. */
  drop(): void
  waitFor<T>(look: () => T | undefined | false, what: string, timeoutMs?: number): Promise<T>
  /** What the bot did wrong: broken rules of the platform, pings of people. */
  faults(): readonly string[]
  /** Everything anybody sees. */
  dump(): string
  close(): Promise<void>
}

export const plain = (text: string): string => text.replaceAll('*', '')
