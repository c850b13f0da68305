import { pino } from 'pino'
import { createCharts } from '../../../adapters/charts/index.ts'
import { createDiscordChat } from '../../../adapters/discord/index.ts'
import type {
  ActionPress,
  AnswerRequest,
  ChatPlatform,
  FormSubmission,
  Inbox,
  IncomingMessage,
  Invocation,
  MessageEdit,
  Place,
  Responder,
  SuggestionQuery,
} from '../../../src/ports/chat.ts'
import { buttons, card, say } from '../../../src/ui/card.ts'
import type { CommandInfo } from '../../../src/ui/command-info.ts'
import {
  type DiscordEmulator,
  type DiscordOptions,
  startDiscord,
} from '../../support/discord/index.ts'

type Joined = Parameters<Inbox['joined']>[0]

/** What a recording bot has heard. */
interface Heard {
  readonly messages: IncomingMessage[]
  readonly edits: MessageEdit[]
  readonly deletions: { readonly place: Place; readonly id: string }[]
  readonly invocations: Invocation[]
  readonly presses: ActionPress[]
  readonly submissions: FormSubmission[]
  readonly queries: SuggestionQuery[]
  readonly joined: Joined[]
}

/** How the bot answers; what is not given is refused. */
interface Behaviour {
  command?: (invocation: Invocation, responder: Responder) => Promise<void>
  press?: (press: ActionPress, responder: Responder) => Promise<void>
  submit?: (submission: FormSubmission, responder: Responder) => Promise<void>
  suggest?: Inbox['suggest']
  message?: (message: IncomingMessage) => Promise<void>
}

export interface Rig {
  readonly discord: DiscordEmulator
  readonly chat: ChatPlatform
  readonly heard: Heard
  readonly behaviour: Behaviour
  /** The lines of the log from `warn` up. */
  readonly warnings: Record<string, unknown>[]
  stop(): Promise<void>
}

export const option = (
  name: string,
  more: Partial<CommandInfo['options'][number]> = {},
): CommandInfo['options'][number] => ({
  name,
  kind: 'text',
  label: `The ${name}`,
  required: false,
  choices: [],
  suggests: false,
  ...more,
})

export const command = (path: string, more: Partial<CommandInfo> = {}): CommandInfo => ({
  path,
  summary: `Does ${path}`,
  adminOnly: false,
  options: [],
  typedOnly: false,
  ...more,
})

export const someCommands: readonly CommandInfo[] = [
  command('model', { options: [option('model', { suggests: true })], shortcut: 'Switch model' }),
  command('models enable', {
    adminOnly: true,
    options: [option('label'), option('model', { required: true, suggests: true })],
  }),
  command('models budget', {
    adminOnly: true,
    options: [option('amount'), option('target', { kind: 'channel' })],
  }),
  command('stop', { typedOnly: true }),
]

function recordingInbox(heard: Heard, behaviour: Behaviour): Inbox {
  const refuse = (responder: Responder) => responder.refuse(say('Not now.'))
  return {
    async message(message) {
      heard.messages.push(message)
      await behaviour.message?.(message)
    },
    edited: async edit => void heard.edits.push(edit),
    deleted: async (place, id) => void heard.deletions.push({ place, id }),
    async command(invocation, responder) {
      heard.invocations.push(invocation)
      await (behaviour.command ? behaviour.command(invocation, responder) : refuse(responder))
    },
    async press(press, responder) {
      heard.presses.push(press)
      await (behaviour.press ? behaviour.press(press, responder) : refuse(responder))
    },
    async submit(submission, responder) {
      heard.submissions.push(submission)
      await (behaviour.submit ? behaviour.submit(submission, responder) : refuse(responder))
    },
    async suggest(query) {
      heard.queries.push(query)
      return behaviour.suggest?.(query) ?? []
    },
    stopped: async () => undefined,
    home: async () => say('Home'),
    joined: async workspace => void heard.joined.push(workspace),
  }
}

export interface RigOptions extends DiscordOptions {
  readonly commands?: readonly CommandInfo[]
  /** What there is before the bot connects. */
  readonly before?: (discord: DiscordEmulator) => void
}

/** The real adapter with the real library, on an emulated Discord, with a bot that writes down what it hears. */
export async function startRig({
  commands = someCommands,
  before,
  ...options
}: RigOptions = {}): Promise<Rig> {
  const discord = await startDiscord(options)
  before?.(discord)
  const warnings: Record<string, unknown>[] = []
  const log = pino({ level: 'warn' }, { write: line => void warnings.push(JSON.parse(line)) })
  const chat = createDiscordChat(
    { token: discord.token, apiUrl: discord.apiUrl, charts: createCharts() },
    log,
  )
  const heard: Heard = {
    messages: [],
    edits: [],
    deletions: [],
    invocations: [],
    presses: [],
    submissions: [],
    queries: [],
    joined: [],
  }
  const behaviour: Behaviour = {}
  await chat.start(recordingInbox(heard, behaviour), commands)
  await discord.waitFor(() => chat.isConnected(), 'the bot to be connected', 15_000)
  await discord.waitFor(() => commands.length === 0 || discord.commands().length > 0, 'commands')
  return {
    ...{ discord, chat, heard, behaviour, warnings },
    async stop() {
      await chat.stop()
      await discord.close()
    },
  }
}

const stopCard = card(buttons({ label: 'Stop', action: 'stop', value: 't1' }))

/** An answer to a message of somebody in a channel, in the thread that is still to be opened. */
export function answerTo(
  message: IncomingMessage,
  more: Partial<AnswerRequest> = {},
): AnswerRequest & { readonly posted: string[][] } {
  const posted: string[][] = []
  return {
    posted,
    turnId: `turn-${message.id}`,
    place: { ...message.place, threadId: message.place.threadId ?? message.id },
    question: { id: message.id, author: message.author },
    title: 'A question',
    stop: stopCard,
    replaces: [],
    isResumed: false,
    onPosted: ids => void posted.push([...ids]),
    onStopped: () => undefined,
    ...more,
  }
}
