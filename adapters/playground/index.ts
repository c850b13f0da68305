import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { BotError } from '../../src/errors.ts'
import type { Charts } from '../../src/ports/charts.ts'
import type { ChatPlatform, Place } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import { createActions, type Desk } from './actions.ts'
import { openAnswer } from './answer.ts'
import { createDress, type Dress } from './dress.ts'
import { createStreams } from './events.ts'
import { createFileShelf } from './files.ts'
import { noJournal, openJournal, readJournal } from './journal.ts'
import { isLoopbackAddress } from './loopback.ts'
import * as people from './people.ts'
import type { Spot, WireMessage, WireState } from './protocol.ts'
import { toPastMessage } from './render.ts'
import { createRoom, type Room } from './room.ts'
import { registerRoutes } from './routes.ts'

export interface PlaygroundConfig {
  /** Where the HTTP server listens; anything but loopback is refused. */
  readonly host: string
  /** Keeps the conversations across restarts; without it they end with the process. */
  readonly file?: string
  /** The built page; found by itself where the build puts it. */
  readonly publicFolder?: string
  readonly charts: Charts
}

export interface PlaygroundChat extends ChatPlatform {
  /** The page at `/` and all it needs; before the server listens. */
  routes(app: FastifyInstance): void
}

/** A chat on loopback, in which everything can be tried without an account. */
export function createPlaygroundChat(config: PlaygroundConfig, log: Logger): PlaygroundChat {
  if (!isLoopbackAddress(config.host)) {
    throw new BotError(
      'conflict',
      `HOST is ${config.host}: the playground only runs on loopback (127.0.0.1). Set PLAYGROUND=off to listen there.`,
    )
  }
  const messages = config.file === undefined ? [] : readJournal(config.file)
  const journal = config.file === undefined ? noJournal : openJournal(config.file, messages)
  const room = createRoom({ messages, journal, now: () => new Date() })
  const files = createFileShelf(config.file === undefined ? undefined : `${config.file}.files`)
  const dress = createDress(config.charts, files)
  const streams = createStreams()
  let desk: Desk | undefined
  let isDraining = false

  const actions = createActions({
    room,
    files,
    dress,
    log,
    desk() {
      if (desk === undefined) throw new BotError('shutting-down', 'the playground has not started')
      return desk
    },
  })

  return {
    name: 'playground',
    async start(inbox, commands) {
      desk = { inbox, commands }
      const [{ id: installerId } = people.bot] = people.people
      await inbox.joined({ id: people.workspaceId, name: 'Playground', installerId })
    },
    async drain() {
      isDraining = true
    },
    async stop() {
      isDraining = true
      desk = undefined
      streams.close()
      journal.close()
    },
    isConnected: () => desk !== undefined,
    owns: workspaceId => workspaceId === people.workspaceId,
    ...createOutbox(room, dress),
    download: async (_workspaceId, attachment) => files.read(attachment.ref),
    routes(app) {
      app.register(async scope => {
        registerRoutes(scope, {
          actions,
          files,
          streams,
          publicFolder: config.publicFolder,
          isOpen: () => desk !== undefined && !isDraining,
          state: personId => toState(personId, room, desk),
          watch: room.watch,
        })
        scope.addHook('preClose', async () => streams.close())
      })
    },
  }
}

type Outbox = Pick<
  ChatPlatform,
  'post' | 'whisper' | 'direct' | 'openAnswer' | 'history' | 'member' | 'isInGroup' | 'mention'
>

function createOutbox(room: Room, dress: Dress): Outbox {
  const show = async (
    spot: Spot,
    given: Card,
    more: Partial<WireMessage> = {},
  ): Promise<WireMessage> => {
    const card = await dress(given)
    const message = {
      id: room.newId(),
      authorId: people.bot.id,
      sentAt: room.now(),
      text: '',
      card,
    }
    const shown = { ...spot, ...message, ...more }
    room.put(shown)
    return shown
  }
  return {
    async post(place, card) {
      const { id, sentAt } = await show(expectSpot(room, place), card)
      return { id, sentAt: new Date(sentAt) }
    },
    async whisper(place, personId, card) {
      await show(expectSpot(room, place), card, { visibleTo: personId })
    },
    async direct(_workspaceId, personId, card) {
      await show({ channelId: people.directChannelOf(expectPerson(personId).id) }, card)
    },
    async openAnswer(request) {
      expectSpot(room, request.place)
      return openAnswer(room, request)
    },
    async history(place, beforeId, limit) {
      const earlier = room
        .inSpot(people.fromPlace(place))
        .filter(({ id, visibleTo, deleted }) => id < beforeId && !visibleTo && !deleted)
      return (limit > 0 ? earlier.slice(-limit) : []).map(toPastMessage)
    },
    async member(_workspaceId, personId) {
      const person = people.findPerson(personId)
      if (person === undefined) return undefined
      const { id, name, role } = person
      const groupIds = people.groupsOf(id)
      return { id, name, groupIds, isAdmin: role === 'admin', isGuest: role === 'guest' }
    },
    isInGroup: async (_workspaceId, personId, groupId) =>
      people.groupsOf(personId).includes(groupId),
    mention: toMention,
  }
}

function toMention({ kind, id }: { readonly kind: 'person' | 'channel'; readonly id: string }) {
  if (kind === 'person') return `@${people.findPerson(id)?.name ?? id}`
  const owner = people.ownerOf(id)
  return owner === undefined ? `#${id}` : 'direct messages'
}

function toState(personId: string, room: Room, desk: Desk | undefined): WireState {
  const { bot, channels, groups } = people
  return {
    me: expectPerson(personId),
    bot,
    people: people.people,
    channels,
    groups,
    commands: desk?.commands ?? [],
    messages: room.seenBy(personId),
  }
}

function expectPerson(personId: string) {
  const person = people.findPerson(personId)
  if (person === undefined) throw new BotError('chat-gone', 'nobody of that id')
  return person
}

function expectSpot(room: Room, place: Place): Spot {
  const spot = people.fromPlace(place)
  const isGone =
    !people.hasChannel(spot.channelId) ||
    (spot.threadId !== undefined && room.get(spot.threadId) === undefined)
  if (isGone) throw new BotError('chat-gone', 'no such place in the playground')
  return spot
}
