import { pino } from 'pino'
import { createCharts } from '../../../adapters/charts/index.ts'
import { createSlackChat } from '../../../adapters/slack/index.ts'
import type { Dialog, Platform, Seen, Spot, Who } from '../../contracts/chat/platform.ts'
import { type Shown, startSlack, type User, type View } from '../../support/slack/index.ts'

/** People in an emulated Slack, to which the adapter is connected. */
export async function openSlackPlatform(): Promise<Platform> {
  const slack = await startSlack()
  const users = {
    ada: slack.addUser({ name: 'Ada', isAdmin: true }),
    ben: slack.addUser({ name: 'Ben' }),
  }
  const other = slack.addUser({ name: 'Other', isBot: true })
  const channel = slack.addChannel({ name: 'general', members: [users.ada, users.ben, other] })
  const group = slack.addUserGroup({ handle: 'writers', users: [users.ada] })
  const log = pino({ level: process.env['CONTRACT_LOG'] ?? 'silent' })
  const { botToken, appToken, apiUrl } = slack
  const chat = createSlackChat({ botToken, appToken, apiUrl, charts: createCharts() }, log)
  const problems = new Map<Who, readonly string[]>()
  const personOf = ({ id, name }: User) => ({ id, name })

  const toSeen = (message: Shown): Seen => ({
    id: message.ts,
    spot: toSpot(message.channel, message.threadTs),
    isBot: message.isBot,
    text: message.text.replaceAll('*', ''),
    buttons: message.buttons.map(({ label }) => label),
    menus: message.menus.map(({ label }) => label),
    files: [...sharedIn(message), ...picturesIn(message)].flatMap(id => {
      const file = slack.world.files.get(id)
      return file ? [{ name: file.name, bytes: file.content }] : []
    }),
  })

  const sharedIn = ({ ts, channel: id }: Shown): readonly string[] =>
    slack.world.messages.find(one => one.ts === ts && one.channel === id)?.files ?? []

  return {
    chat,
    workspaceId: `slack:${slack.teamId}`,
    people: { ada: personOf(users.ada), ben: personOf(users.ben) },
    room: { channelId: channel.id },
    groupId: group.id,
    async ready() {
      await slack.connected()
      await slack.waitFor(() => chat.isConnected(), 'the adapter to be connected')
    },
    direct: who => ({ channelId: slack.dm(users[who]).id }),
    async say(who, text, { channelId, threadId }, files = []) {
      const { ts } = slack.say(users[who], channelId, text, {
        ...(threadId !== undefined && { threadTs: threadId }),
        files: files.map(({ name, mimeType, content }) => ({ name, content, mimetype: mimeType })),
      })
      const thread = { channelId, threadId: threadId ?? ts }
      return { id: ts, spot: toSpot(channelId, threadId), thread }
    },
    botSays(text, { channelId, threadId }) {
      slack.say(other, channelId, text, threadId === undefined ? {} : { threadTs: threadId })
    },
    redeliver({ id }) {
      const events = slack.events().filter(({ event }) => event['ts'] === id)
      for (const { eventId } of events) slack.redeliver(eventId)
    },
    async edit(_who, { id }, text) {
      slack.edit(id, text)
    },
    async remove(_who, { id }) {
      slack.remove(id)
    },
    async run(who, command, options) {
      problems.delete(who)
      const words = Object.entries(options).map(([name, value]) => `${name}:${value}`)
      await slack.slash(users[who], channel, [`/${command}`, ...words].join(' '))
    },
    async press(who, { id }, button) {
      problems.delete(who)
      await slack.press(users[who], id, button)
    },
    async pick(who, { id }, menu, choice) {
      await slack.pick(users[who], id, menu, choice)
    },
    dialog(who) {
      const view = slack.modal(users[who])
      return view && toDialog(view, problems.get(who) ?? [])
    },
    async fill(who, texts) {
      const view = slack.modal(users[who])
      if (!view) throw new Error(`${who} has no form open`)
      const { errors } = await slack.submit(users[who], view, texts)
      problems.set(who, Object.values(errors))
    },
    sees(who, { channelId, threadId }) {
      const shown =
        threadId === undefined ? slack.channel(channelId) : slack.thread(channelId, threadId)
      return shown
        .filter(({ ephemeralTo }) => ephemeralTo === undefined || ephemeralTo === users[who].id)
        .map(toSeen)
    },
    pings: () =>
      slack.world.messages
        .filter(({ user }) => user === slack.botUserId)
        .flatMap(
          ({ text, blocks }) =>
            JSON.stringify([text, blocks]).match(/<!(?:here|channel|everyone)\b|<@[UW]\w+>/g) ?? [],
        ),
    violations: () => slack.violations.map(each => JSON.stringify(each)),
    close: () => slack.close(),
  }
}

/** What stands in the message itself. */
const picturesIn = ({ blocks }: Shown): readonly string[] =>
  blocks.flatMap(block => {
    const { id } = { id: undefined, ...(block['slack_file'] as { readonly id?: string }) }
    return id ?? []
  })

const toSpot = (channelId: string, threadId: string | undefined): Spot =>
  threadId === undefined ? { channelId } : { channelId, threadId }

interface Input {
  readonly type: string
  readonly block_id: string
  readonly label: { readonly text: string }
  readonly element: { readonly initial_value?: string }
}

function toDialog(view: View, problems: readonly string[]): Dialog {
  const title = view.content['title'] as { readonly text: string }
  const inputs = (view.blocks as unknown as readonly Input[]).filter(({ type }) => type === 'input')
  const texts = inputs.map(({ label, block_id, element }) => {
    const [state] = view.state.get(block_id)?.values() ?? []
    return [label.text, String(state?.['value'] ?? element.initial_value ?? '')] as const
  })
  return {
    title: title.text,
    labels: inputs.map(({ label }) => label.text),
    texts: Object.fromEntries(texts),
    problems,
  }
}
