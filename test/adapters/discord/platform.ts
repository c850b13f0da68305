import { pino } from 'pino'
import { createCharts } from '../../../adapters/charts/index.ts'
import { createDiscordChat } from '../../../adapters/discord/index.ts'
import type { Dialog, Platform, Seen, Spot, Who } from '../../contracts/chat/platform.ts'
import {
  type Handle,
  type Modal,
  type SeenMessage,
  startDiscord,
  type User,
} from '../../support/discord/index.ts'

/** People in an emulated Discord, to which the adapter is connected. */
export async function openDiscordPlatform(): Promise<Platform> {
  const discord = await startDiscord()
  const guild = discord.addGuild({ name: 'Team' })
  const channel = discord.addChannel(guild, 'general')
  const users = {
    ada: discord.addUser('Ada', { manageGuild: true }),
    ben: discord.addUser('Ben'),
  }
  const other = discord.addBot('Other')
  const role = discord.addRole(guild, 'writers')
  discord.giveRole(users.ada, guild, role)
  const log = pino({ level: process.env['CONTRACT_LOG'] ?? 'silent' })
  const chat = createDiscordChat(
    { token: discord.token, apiUrl: discord.apiUrl, charts: createCharts() },
    log,
  )
  /** What the person did last, which may open a form. */
  const latest = new Map<Who, Handle>()
  const personOf = ({ id, name }: User) => ({ id, name })
  const mentioning = (text: string) => text.replaceAll('@switchboard', `<@${discord.bot.id}>`)
  const directs = new Map((['ada', 'ben'] as const).map(who => [discord.dm(users[who]).id, who]))

  /** A thread on a message has the message's id, once somebody has opened it. */
  const channelOf = (who: Who, { channelId, threadId }: Spot): { readonly id: string } => {
    if (threadId === undefined) return { id: channelId }
    const isOpen = discord.threads({ id: channelId }).some(({ id }) => id === threadId)
    return isOpen ? { id: threadId } : discord.startThread(users[who], { id: threadId }, 'A thread')
  }

  const modalOf = (who: Who): Modal | undefined => latest.get(who)?.openedModal

  return {
    chat,
    workspaceId: `discord:${guild.id}`,
    people: { ada: personOf(users.ada), ben: personOf(users.ben) },
    room: { channelId: channel.id },
    groupId: role.id,
    async ready() {
      await discord.ready()
      await discord.waitFor(() => chat.isConnected(), 'the adapter to be connected', 15_000)
      await discord.waitFor(() => discord.commands().length > 0, 'the commands', 15_000)
    },
    direct: who => ({ channelId: discord.dm(users[who]).id }),
    async say(who, text, spot, files = []) {
      const given = files.map(({ mimeType, ...file }) => ({ ...file, contentType: mimeType }))
      const at = channelOf(who, spot)
      const { id } = discord.say(users[who], at, mentioning(text), { files: given })
      const isDirect = directs.has(spot.channelId)
      const thread = isDirect ? spot : { channelId: spot.channelId, threadId: spot.threadId ?? id }
      return { id, spot, thread }
    },
    botSays: (text, spot) => void discord.botSays(other, channelOf('ada', spot), mentioning(text)),
    redeliver: ({ id }) => discord.redeliver({ id }),
    edit: async (_who, { id }, text) => discord.edit({ id }, mentioning(text)),
    remove: async (_who, { id }) => discord.remove({ id }),
    async run(who, command, options) {
      const values = Object.fromEntries(
        Object.entries(options).map(([name, value]) => [
          name,
          /^\d+$/.test(value) ? Number(value) : value,
        ]),
      )
      latest.set(who, discord.slash(users[who], channel, command, values))
    },
    async press(who, seen, button) {
      latest.set(who, discord.press(users[who], seen, button))
    },
    async pick(who, seen, menu, choice) {
      latest.set(who, discord.pick(users[who], seen, menu, choice))
    },
    dialog: who => toDialog(modalOf(who)),
    async fill(who, texts) {
      const modal = modalOf(who)
      if (!modal) throw new Error(`${who} has no form open`)
      latest.set(who, discord.submit(users[who], modal, texts))
    },
    sees(who, { channelId, threadId }) {
      const here = discord.messages({ id: threadId ?? channelId }, users[who])
      return here
        .filter(({ isLoading }) => !isLoading)
        .map(message => toSeen(discord.bot, channelId, message))
    },
    pings: () => discord.pings.flatMap(({ mentions }) => mentions),
    violations: () => discord.violations.map(each => JSON.stringify(each)),
    close: () => discord.close(),
  }
}

const toSeen = (bot: User, parentId: string, message: SeenMessage): Seen => ({
  id: message.id,
  spot:
    message.channelId === parentId
      ? { channelId: parentId }
      : { channelId: parentId, threadId: message.channelId },
  isBot: message.authorId === bot.id,
  text: message.text.replaceAll('*', ''),
  buttons: message.buttons,
  menus: message.selects.map(({ placeholder }) => placeholder),
  files: message.files.map(({ name, bytes }) => ({ name, bytes })),
})

function toDialog(modal: Modal | undefined): Dialog | undefined {
  if (!modal) return undefined
  const fields = modal.components.flatMap(({ label, component, components = [] }) =>
    component
      ? [{ label: label ?? '', text: component.value ?? '' }]
      : components.map(each => ({ label: each.label ?? '', text: each.value ?? '' })),
  )
  return {
    title: modal.title,
    labels: fields.map(({ label }) => label),
    texts: Object.fromEntries(fields.map(({ label, text }) => [label, text])),
    problems: [],
  }
}
