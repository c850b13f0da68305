import { BotError } from '../../src/errors.ts'
import type {
  Attachment,
  ChatPlatform,
  Inbox,
  IncomingMessage,
  Visibility,
} from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import { openAnswer } from './answer.ts'
import type { DialogLimits } from './check.ts'
import { createPersona, type GivenFile, onlySpot, type Persona } from './person.ts'
import { type Asked, createResponder } from './responder.ts'
import { BOT, createRoom, directChannelOf, type Room, type SeenMessage, type Spot } from './room.ts'

export interface MemoryPerson {
  readonly name: string
  readonly role: 'admin' | 'member' | 'guest'
  /** What the platform sends along, such as Discord's roles. */
  readonly roleIds?: readonly string[]
}

export interface MemoryChatOptions {
  readonly workspaceId?: string
  readonly channels?: readonly string[]
  readonly people?: Readonly<Record<string, MemoryPerson>>
  /** Groups that are asked for, such as Slack's user groups, with their members. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  readonly dialog?: DialogLimits
  readonly redraws?: Readonly<Record<Visibility, boolean>>
  readonly directIsOneThread?: boolean
  readonly now?: () => Date
}

const somePeople: Readonly<Record<string, MemoryPerson>> = {
  ada: { name: 'Ada', role: 'admin' },
  ben: { name: 'Ben', role: 'member' },
  cleo: { name: 'Cleo', role: 'guest' },
}

type Outgoing = 'post' | 'whisper' | 'direct' | 'openAnswer' | 'history' | 'download' | 'member'

export interface MemoryChat extends ChatPlatform {
  readonly workspaceId: string
  readonly people: Map<string, MemoryPerson>
  readonly room: Room
  /** What no platform would have taken. */
  readonly violations: readonly string[]
  person(id: string): Persona
  /** Another bot writes. */
  botSays(text: string, spot: Spot): void
  /** What a person said arrives once more, where `to` is given at that process. */
  redeliver(messageId: string, to?: Pick<Inbox, 'message'>): void
  /** The next call of this kind fails. */
  failNext(method: Outgoing, error: BotError): void
}

/** A chat with rooms, threads and people, all in memory. It keeps to the limits of the strictest platform. */
export function createMemoryChat(options: MemoryChatOptions = {}): MemoryChat {
  const {
    workspaceId = 'memory:team',
    channels = ['general', 'support', 'admins'],
    groups = {},
    dialog = { fields: 100, choices: 100 },
    redraws = { public: true, private: true },
    directIsOneThread = false,
    now = () => new Date(),
  } = options
  const room = createRoom({ workspaceId, channels, directIsOneThread, now })
  const people = new Map(Object.entries(options.people ?? somePeople))
  const files = createShelf()
  const faults = createFaults()
  const delivered = new Map<string, IncomingMessage>()
  let inbox: Inbox | undefined
  let commands: readonly CommandInfo[] = []

  const openInbox = (): Inbox => {
    if (!inbox) throw new Error('the bot is not there')
    return inbox
  }

  const responderFor = (asked: Asked) => createResponder(room, asked, { dialog, redraws })

  return {
    name: 'memory',
    workspaceId,
    people,
    room,
    violations: room.violations,
    failNext: faults.add,
    person(id) {
      const person = people.get(id)
      if (!person) throw new Error(`nobody is called ${id}`)
      const others = () => [...people.values()].map(({ name }) => name)
      const { name } = person
      return createPersona({
        ...{ room, id, name, others, responderFor },
        inbox: openInbox,
        commands: () => commands,
        shelve: files.add,
        keep: event => void delivered.set(event.id, event),
      })
    },
    botSays: (text, spot) => void room.add({ ...onlySpot(spot), authorId: 'other-bot', text }),
    redeliver(messageId, to = openInbox()) {
      const event = delivered.get(messageId)
      if (event) void to.message(event)
    },
    async start(bot, infos) {
      inbox = bot
      commands = infos.filter(({ typedOnly }) => !typedOnly)
    },
    async drain() {
      inbox = undefined
    },
    async stop() {
      inbox = undefined
    },
    isConnected: () => inbox !== undefined,
    owns: id => id === workspaceId,
    ...createOutbox(room, people, faults.take, id => delivered.get(id)?.attachments ?? []),
    isInGroup: async (_workspaceId, personId, groupId) =>
      groups[groupId]?.includes(personId) ?? false,
    async download(_workspaceId, { ref }) {
      faults.take('download')
      return files.read(ref)
    },
    mention: ({ kind, id }) => (kind === 'person' ? `@${people.get(id)?.name ?? id}` : `#${id}`),
  }
}

function createFaults() {
  const waiting: { readonly method: Outgoing; readonly error: BotError }[] = []
  return {
    add: (method: Outgoing, error: BotError) => void waiting.push({ method, error }),
    take(method: Outgoing): void {
      const index = waiting.findIndex(fault => fault.method === method)
      const [fault] = index === -1 ? [] : waiting.splice(index, 1)
      if (fault) throw fault.error
    },
  }
}

function createShelf() {
  const files = new Map<string, Uint8Array>()
  return {
    add({ name, mimeType, bytes }: GivenFile): Attachment {
      const ref = `f${files.size + 1}`
      files.set(ref, bytes)
      return { name, mimeType, sizeBytes: bytes.length, ref }
    },
    read(ref: string): Uint8Array {
      const bytes = files.get(ref)
      if (!bytes) throw new BotError('chat-gone', `no file ${ref}`)
      return bytes
    },
  }
}

type Outbox = Pick<
  ChatPlatform,
  'post' | 'whisper' | 'direct' | 'openAnswer' | 'history' | 'member'
>

function createOutbox(
  room: Room,
  people: ReadonlyMap<string, MemoryPerson>,
  check: (method: Outgoing) => void,
  attachmentsOf: (messageId: string) => readonly Attachment[],
): Outbox {
  const show = (spot: Spot, card: Card, visibleTo?: string): SeenMessage => {
    if (!room.hasChannel(spot)) throw new BotError('chat-gone', `no channel ${spot.channelId}`)
    return room.add({ ...spot, authorId: BOT, card, ...(visibleTo !== undefined && { visibleTo }) })
  }
  return {
    async post(place, card) {
      check('post')
      const { id, sentAt } = show(room.fromPlace(place), card)
      return { id, sentAt }
    },
    async whisper(place, personId, card) {
      check('whisper')
      show(room.fromPlace(place), card, personId)
    },
    async direct(_workspaceId, personId, card) {
      check('direct')
      show({ channelId: directChannelOf(personId) }, card)
    },
    async openAnswer(request) {
      check('openAnswer')
      return openAnswer(room, request)
    },
    async history(place, beforeId, limit) {
      check('history')
      const earlier = room
        .all()
        .filter(message => room.isIn(message, room.fromPlace(place)) && message.id < beforeId)
        .filter(({ visibleTo }) => visibleTo === undefined)
      return (limit > 0 ? earlier.slice(-limit) : []).map(({ id, authorId, text, sentAt }) => ({
        ...{ id, text, sentAt, attachments: attachmentsOf(id) },
        author: { id: authorId, name: people.get(authorId)?.name ?? authorId },
        isBot: !people.has(authorId),
      }))
    },
    async member(_workspaceId, personId) {
      check('member')
      const person = people.get(personId)
      if (!person) return undefined
      const { name, role, roleIds = [] } = person
      return {
        ...{ id: personId, name, groupIds: roleIds },
        isAdmin: role === 'admin',
        isGuest: role === 'guest',
      }
    },
  }
}
