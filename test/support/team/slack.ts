import {
  type Channel,
  type Outcome,
  type Shown,
  type SlackEmulator,
  type SlackOptions,
  startSlack,
  type User,
} from '../slack/index.ts'
import { type Line, type Person, plain, type Team } from './team.ts'

export interface SlackTeam extends Team {
  readonly slack: SlackEmulator
  readonly channel: Channel
  readonly user: (person: Person) => User
}

export async function startSlackTeam(options: SlackOptions = {}): Promise<SlackTeam> {
  const slack = await startSlack(options)
  const admin = slack.addUser({ name: 'ada', isAdmin: true })
  const member = slack.addUser({ name: 'max' })
  const channel = slack.addChannel({ name: 'general', members: [admin, member] })
  const people = new Map<string, User>([admin, member].map(each => [each.id, each]))

  const user = ({ id }: Person): User => {
    const found = people.get(id)
    if (!found) throw new Error(`There is nobody with the id ${id}`)
    return found
  }
  const toLine = ({ ts, text, isBot, buttons, menus }: Shown): Line => ({
    id: ts,
    text: plain(text),
    isBot,
    buttons: buttons.map(({ label }) => label),
    menus: menus.map(({ label }) => label),
  })
  const told = async (outcome: Outcome) =>
    plain(await slack.waitFor(() => outcome.shown.at(-1), 'what the command shows'))
  const textNow = (id: string): string | undefined => {
    const isThere = slack.world.messages.some(({ ts, isDeleted }) => ts === id && !isDeleted)
    return isThere ? plain(slack.shown(id).text) : undefined
  }
  const toldOrRedrawn = (outcome: Outcome, { id, text }: Line) =>
    slack.waitFor(() => {
      const now = textNow(id)
      return outcome.shown.map(plain).at(-1) ?? (now === text ? undefined : now)
    }, 'what the control shows')
  const privateLines = (who: Person): readonly Line[] => {
    const dm = slack.dm(user(who))
    return slack.world.messages
      .filter(({ isDeleted }) => !isDeleted)
      .filter(each => each.ephemeralTo === who.id || each.channel === dm.id)
      .map(({ ts }) => toLine(slack.shown(ts)))
  }

  return {
    ...{ slack, channel, user, admin, member, privateLines },
    name: 'Slack',
    workspaceId: `slack:${slack.teamId}`,
    environment: slack.env,
    newMember() {
      const person = slack.addUser({ name: `member-${people.size}` })
      channel.members.push(person.id)
      people.set(person.id, person)
      return person
    },
    ask: (text, who = member) => ({ id: slack.say(user(who), channel, `@switchboard ${text}`).ts }),
    say: (thread, text, who = member) =>
      void slack.say(user(who), channel, text, { threadTs: thread.id }),
    redeliver(thread) {
      const events = slack.events().filter(({ event }) => event['ts'] === thread.id)
      for (const { eventId } of events) slack.redeliver(eventId)
    },
    lines: thread =>
      slack
        .thread(channel, thread.id)
        .filter(({ ephemeralTo }) => ephemeralTo === undefined)
        .map(toLine),
    files(thread) {
      const all = [...slack.world.files.values()]
      return slack
        .thread(channel, thread.id)
        .flatMap(({ files }) => all.filter(({ name }) => files.includes(name)))
        .map(({ name, content }) => ({ name, text: content.toString() }))
    },
    async run(who, command, values = {}, thread) {
      const line = [`/${command}`, ...Object.values(values)].join(' ')
      if (!thread) return told(await slack.slash(user(who), channel, line))
      const before = privateLines(who).length
      slack.say(user(who), channel, `@switchboard ${line}`, { threadTs: thread.id })
      const latest = () => privateLines(who).slice(before).at(-1)?.text
      return slack.waitFor(latest, 'what the command shows')
    },
    press: async (who, line, button) =>
      toldOrRedrawn(await slack.press(user(who), line.id, button), line),
    async stop(who, { id }) {
      await slack.waitFor(() => slack.hasStopButton(channel, id), 'Slack’s own stop control')
      slack.stopSession(user(who), channel, id)
    },
    async pick(who, line, menu, choice) {
      const outcome = await slack.pick(user(who), line.id, menu, choice)
      if (!outcome) throw new Error(`Choosing in "${menu}" tells the bot nothing`)
      return toldOrRedrawn(outcome, line)
    },
    reveal({ id }) {
      const message = slack.world.messages.find(({ ts }) => ts === id)
      if (message) message.ephemeralTo = undefined
    },
    connected: () => slack.connected(),
    isConnected: () => slack.connections() > 0,
    drop: () => slack.dropSocket(),
    waitFor: (look, what, timeoutMs = 15_000) => slack.waitFor(look, what, timeoutMs),
    faults: () => slack.violations.map(each => JSON.stringify(each)),
    dump: () => slack.dump(),
    close: () => slack.close(),
  }
}
