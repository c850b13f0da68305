import type { Logger } from 'pino'
import type { z } from 'zod'
import { BotError } from '../../src/errors.ts'
import type { Inbox, Responder } from '../../src/ports/chat.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import type { Dress } from './dress.ts'
import type { FileShelf } from './files.ts'
import { directChannelOf, findPerson, maySee, toActor, toPlace } from './people.ts'
import type { Reply, Spot, WireFile, WireMessage, WirePerson } from './protocol.ts'
import { type bodies, fromMessage, withoutBot } from './receive.ts'
import { fromSlash } from './register.ts'
import { type Asked, createResponder } from './respond.ts'
import type { Room } from './room.ts'

type Body<Name extends keyof typeof bodies> = z.infer<(typeof bodies)[Name]>

/** The bot, once it has been plugged in. */
export interface Desk {
  readonly inbox: Inbox
  readonly commands: readonly CommandInfo[]
}

export interface ActionParts {
  readonly room: Room
  readonly files: FileShelf
  readonly dress: Dress
  readonly log: Logger
  desk(): Desk
}

export type Actions = ReturnType<typeof createActions>

/** A page that waits longer than this for a first response stops waiting. */
const patienceMs = 15_000

/** What people do on the page. */
export function createActions({ room, files, dress, log, desk }: ActionParts) {
  const ignore = (work: Promise<void>): void => {
    work.catch(err => log.error({ err }, 'the bot rejected what it promised not to'))
  }

  async function ask(
    asked: Asked,
    send: (id: string, responder: Responder) => Promise<void>,
  ): Promise<Reply> {
    const { responder, reply, settle, finish } = createResponder({ room, dress }, asked)
    const timer = setTimeout(settle, patienceMs)
    ignore(send(room.newId(), responder).finally(finish))
    return reply.finally(() => clearTimeout(timer))
  }

  function ownMessage(personId: string, id: string): WireMessage {
    const message = room.get(id)
    if (message?.authorId !== personId) throw new BotError('chat-gone', 'not your message')
    return message
  }

  return {
    message(body: Body<'message'>): { id: string } {
      const author = expectPerson(body.person)
      const message: WireMessage = {
        ...expectSpot(room, author, body.spot),
        id: room.newId(),
        authorId: author.id,
        sentAt: room.now(),
        text: body.text,
        files: body.files.map(ref => expectFile(files, ref)),
      }
      room.put(message)
      ignore(desk().inbox.message(fromMessage(message, author, startOf(room, message))))
      return { id: message.id }
    },
    edit(body: Body<'edit'>): void {
      const message = ownMessage(body.person, body.id)
      room.put({ ...message, text: body.text, editedAt: room.now() })
      const author = toActor(expectPerson(body.person))
      const { id } = message
      ignore(
        desk().inbox.edited({ id, author, place: toPlace(message), text: withoutBot(body.text) }),
      )
    },
    remove(body: Body<'remove'>): void {
      const message = ownMessage(body.person, body.id)
      const { channelId, id } = message
      const { editedAt: _, ...kept } = message
      const isRoot = room.inSpot({ channelId, threadId: id }).length > 1
      if (isRoot) room.put({ ...kept, text: '', files: [], deleted: true })
      else room.remove(id)
      ignore(desk().inbox.deleted(toPlace(message), id))
    },
    dismiss(body: Body<'dismiss'>): void {
      if (room.get(body.id)?.visibleTo === body.person) room.remove(body.id)
    },
    command(body: Body<'command'>): Promise<Reply> {
      const actor = expectPerson(body.person)
      const spot = expectSpot(room, actor, body.spot)
      const { command, line } = fromSlash(body.typed, desk().commands)
      const asked: Asked = { personId: actor.id, spot, prompt: body.typed.trim(), isForm: false }
      return ask(asked, (id, responder) =>
        desk().inbox.command(
          { id, command, input: { kind: 'line', line }, ...where(actor, spot) },
          responder,
        ),
      )
    },
    press(body: Body<'press'>): Promise<Reply> {
      const actor = expectPerson(body.person)
      const spot = expectSpot(room, actor, body.spot)
      const { action, value, chosen, origin } = body
      return ask({ personId: actor.id, spot, origin, isForm: false }, (id, responder) =>
        desk().inbox.press({ id, action, value, chosen, ...where(actor, spot) }, responder),
      )
    },
    submit(body: Body<'submit'>): Promise<Reply> {
      const { origin, form, state, values } = body
      const actor = expectPerson(body.person)
      const spot = expectSpot(room, actor, body.spot)
      const asked: Asked = { personId: actor.id, spot, isForm: true, ...(origin && { origin }) }
      return ask(asked, (id, responder) =>
        desk().inbox.submit({ id, form, state, values, ...where(actor, spot) }, responder),
      )
    },
    async suggest(body: Body<'suggest'>) {
      const actor = expectPerson(body.person)
      const { command, option, typed } = body
      const at = where(actor, body.spot)
      return { suggestions: await desk().inbox.suggest({ command, option, typed, ...at }) }
    },
    async home(personId: string) {
      const actor = expectPerson(personId)
      const { place } = where(actor, { channelId: directChannelOf(personId) })
      return { card: await dress(await desk().inbox.home(place, toActor(actor))) }
    },
    upload(body: Body<'upload'>): WireFile {
      return files.add(body.name, body.mimeType, Buffer.from(body.base64, 'base64'))
    },
  }
}

const where = (actor: WirePerson, spot: Spot) => ({ actor: toActor(actor), place: toPlace(spot) })

function expectPerson(id: string): WirePerson {
  const person = findPerson(id)
  if (person === undefined) throw new BotError('chat-gone', 'nobody of that name')
  return person
}

function expectSpot(room: Room, person: WirePerson, spot: Spot): Spot {
  const { channelId, threadId } = spot
  if (!maySee(person.id, channelId)) throw new BotError('chat-gone', 'no such channel')
  const root = threadId === undefined ? undefined : room.get(threadId)
  if (threadId !== undefined && root?.channelId !== channelId) {
    throw new BotError('chat-gone', 'no such thread')
  }
  return spot
}

/** When the thread of a message was opened. */
const startOf = (room: Room, { threadId }: WireMessage): number | undefined =>
  threadId === undefined ? undefined : room.get(threadId)?.sentAt

function expectFile(files: FileShelf, ref: string): WireFile {
  const file = files.find(ref)
  if (file === undefined) throw new BotError('chat-gone', 'no such file')
  return file
}
