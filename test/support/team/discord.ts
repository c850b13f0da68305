import {
  type Channel,
  type DiscordEmulator,
  type DiscordOptions,
  type Handle,
  type SeenMessage,
  startDiscord,
  type User,
} from '../discord/index.ts'
import { type Line, type Person, plain, type Team } from './team.ts'

export interface DiscordTeam extends Team {
  readonly discord: DiscordEmulator
  readonly channel: Channel
  readonly user: (person: Person) => User
}

export async function startDiscordTeam(options: DiscordOptions = {}): Promise<DiscordTeam> {
  const discord = await startDiscord(options)
  const guild = discord.addGuild({ name: 'Team' })
  const channel = discord.addChannel(guild, 'general')
  const admin = discord.addUser('Ada', { manageGuild: true })
  const member = discord.addUser('Max')
  const people = new Map<string, User>([admin, member].map(each => [each.id, each]))

  const user = ({ id }: Person): User => {
    const found = people.get(id)
    if (!found) throw new Error(`There is nobody with the id ${id}`)
    return found
  }
  const toLine = ({ id, text, authorId, buttons, selects }: SeenMessage): Line => ({
    id,
    text: plain(text),
    isBot: authorId === discord.bot.id,
    buttons,
    menus: selects.map(({ placeholder }) => placeholder),
  })
  const told = async (handle: Handle) => plain((await handle.reply()).text)

  return {
    ...{ discord, channel, user, admin, member },
    name: 'Discord',
    workspaceId: `discord:${guild.id}`,
    environment: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    newMember() {
      const person = discord.addUser(`Member ${people.size}`)
      people.set(person.id, person)
      return person
    },
    ask: (text, who = member) => discord.say(user(who), channel, text, { mentions: [discord.bot] }),
    say: (thread, text, who = member) =>
      void discord.say(user(who), thread, text.replace('@switchboard', `<@${discord.bot.id}>`)),
    redeliver: thread => discord.redeliver(thread),
    lines: thread => discord.messages(thread).map(toLine),
    files: thread =>
      discord
        .messages(thread)
        .flatMap(({ files }) => files)
        .map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString() })),
    run: (who, command, values = {}, thread = channel) =>
      told(discord.slash(user(who), thread, command, values)),
    press: (who, line, button) => told(discord.press(user(who), line, button)),
    async stop(who, thread) {
      const stoppable = () => discord.messages(thread).find(one => one.buttons.includes('Stop'))
      const line = await discord.waitFor(stoppable, 'a button to stop it', 15_000)
      await told(discord.press(user(who), line, 'Stop'))
    },
    pick: (who, line, menu, choice) => told(discord.pick(user(who), line, menu, choice)),
    privateLines: who => {
      const dm = discord.dm(user(who))
      return [channel, ...discord.threads(channel), dm]
        .flatMap(place => discord.messages(place, user(who)))
        .filter(({ isEphemeral, channelId }) => isEphemeral || channelId === dm.id)
        .map(toLine)
    },
    reveal: line => void Reflect.deleteProperty(discord.stored(line), 'ephemeralFor'),
    async connected() {
      await discord.ready()
      await discord.waitFor(() => discord.commands().length > 0, 'the commands', 15_000)
    },
    isConnected: () => discord.isConnected(),
    drop: () => discord.dropGateway(),
    waitFor: (look, what, timeoutMs = 15_000) =>
      discord.waitFor(look, what, timeoutMs) as ReturnType<Team['waitFor']> as never,
    faults: () => [
      ...discord.violations.map(each => JSON.stringify(each)),
      ...discord.pings.map(({ mentions, messageId }) => `${messageId} pings ${mentions.join()}`),
    ],
    dump: () => discord.dump(),
    close: () => discord.close(),
  }
}
