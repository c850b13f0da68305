import { pino } from 'pino'
import { createCharts } from '../../../adapters/charts/index.ts'
import { createSlackChat, type SlackChat } from '../../../adapters/slack/index.ts'
import type {
  ActionPress,
  FormSubmission,
  Inbox,
  IncomingMessage,
  Invocation,
  MessageEdit,
  Place,
  Responder,
} from '../../../src/ports/chat.ts'
import { buttons, card, text } from '../../../src/ui/card.ts'
import type { CommandInfo } from '../../../src/ui/command-info.ts'
import { type SlackEmulator, type SlackOptions, startSlack } from '../../support/slack/index.ts'

const command = (path: string, more: Partial<CommandInfo> = {}): CommandInfo => ({
  path,
  summary: `Does ${path}`,
  adminOnly: false,
  options: [],
  typedOnly: false,
  ...more,
})

export const commands: readonly CommandInfo[] = [
  command('model', { shortcut: 'Switch model' }),
  command('models list', { adminOnly: true }),
  command('models enable', { adminOnly: true }),
  command('task run', { shortcut: 'Run a task' }),
  command('stop', { typedOnly: true }),
]

type Handler<T> = (input: T, responder: Responder) => Promise<void>

export interface Heard {
  readonly messages: IncomingMessage[]
  readonly edits: MessageEdit[]
  readonly deletions: { readonly place: Place; readonly id: string }[]
  readonly commands: Invocation[]
  readonly presses: ActionPress[]
  readonly submissions: FormSubmission[]
  readonly stops: Place[]
  readonly joins: { readonly id: string; readonly name: string }[]
}

export interface Handlers {
  command: Handler<Invocation>
  press: Handler<ActionPress>
  submit: Handler<FormSubmission>
}

/** The adapter, connected to an emulated Slack, with an inbox that writes down what it hears. */
export async function startChat(options: SlackOptions = {}): Promise<{
  readonly slack: SlackEmulator
  readonly chat: SlackChat
  readonly heard: Heard
  readonly handle: Handlers
  readonly stop: () => Promise<void>
}> {
  const slack = await startSlack(options)
  const config = {
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    charts: createCharts(),
  }
  const chat = createSlackChat(config, pino({ level: process.env['SLACK_TEST_LOG'] ?? 'silent' }))
  const heard: Heard = {
    messages: [],
    edits: [],
    deletions: [],
    commands: [],
    presses: [],
    submissions: [],
    stops: [],
    joins: [],
  }
  const handle: Handlers = { command: nothing, press: nothing, submit: nothing }
  await chat.start(toInbox(heard, handle), commands)
  await slack.connected()
  await slack.waitFor(() => chat.isConnected(), 'the adapter to be connected')
  const stop = async () => {
    await chat.stop()
    await slack.close()
  }
  return { slack, chat, heard, handle, stop }
}

const nothing = async () => {}

export function toInbox(heard: Heard, handle: Handlers): Inbox {
  return {
    message: async message => void heard.messages.push(message),
    edited: async edit => void heard.edits.push(edit),
    deleted: async (place, id) => void heard.deletions.push({ place, id }),
    command: async (invocation, responder) => {
      heard.commands.push(invocation)
      await handle.command(invocation, responder)
    },
    press: async (press, responder) => {
      heard.presses.push(press)
      await handle.press(press, responder)
    },
    submit: async (submission, responder) => {
      heard.submissions.push(submission)
      await handle.submit(submission, responder)
    },
    suggest: async () => [],
    stopped: async place => void heard.stops.push(place),
    home: async (_place, actor) =>
      card(
        text(`Hello **${actor.name}**`),
        buttons({ label: 'Usage', action: 'usage', value: 'me' }),
      ),
    joined: async workspace => void heard.joins.push(workspace),
  }
}
