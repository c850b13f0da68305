import type {
  Attachment,
  Inbox,
  IncomingMessage,
  Responder,
  Suggestion,
} from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import type { FormField, FormValues } from '../../src/ui/form.ts'
import { buttonsOf, menusOf, plain } from './plain.ts'
import type { Asked } from './responder.ts'
import type { SeenMessage, Spot } from './room.ts'
import { BOT, type CardPart, directChannelOf, type OpenDialog, type Room } from './room.ts'

export interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly bytes: Uint8Array
}

export interface Said extends Spot {
  readonly id: string
  /** The thread it stands in, or would start. */
  readonly thread: Spot
}

export interface SayMore {
  readonly files?: readonly GivenFile[]
  /** The platform delivers it again. */
  readonly twice?: boolean
  /** It is under way for so long that the test delivers it: `chat.redeliver`. */
  readonly late?: boolean
}

export interface PersonParts {
  readonly room: Room
  readonly id: string
  readonly name: string
  readonly others: () => readonly string[]
  readonly inbox: () => Inbox
  readonly commands: () => readonly CommandInfo[]
  readonly shelve: (file: GivenFile) => Attachment
  readonly keep: (event: IncomingMessage) => void
  readonly responderFor: (asked: Asked) => Responder
}

export type Persona = ReturnType<typeof createPersona>

const MENTION = /@switchboard\b[,:]?\s*/gi

/** What one person can do, and what they see. */
export function createPersona(parts: PersonParts) {
  const { room, id: personId, name, inbox, shelve, responderFor } = parts
  const actor = { id: personId, name }
  const general: Spot = { channelId: 'general' }
  const direct: Spot = { channelId: directChannelOf(personId) }
  const where = (spot: Spot) => ({ actor, place: room.toPlace(spot) })

  const incoming = (message: SeenMessage, attachments: readonly Attachment[]) => ({
    id: message.id,
    place: room.toPlace(message),
    author: actor,
    text: withoutBot(message.text),
    mentionsBot: message.text.search(MENTION) >= 0,
    opensWithOther: opensWith(message.text, parts.others()),
    attachments,
    sentAt: message.sentAt,
    ...startOfThread(message),
  })

  function startOfThread({ threadId }: SeenMessage) {
    const opening = threadId === undefined ? undefined : room.messages.get(threadId)
    return opening && { threadStartedAt: opening.sentAt }
  }

  async function say(text: string, spot: Spot = general, more: SayMore = {}): Promise<Said> {
    const attachments = (more.files ?? []).map(shelve)
    const message = room.add({ ...onlySpot(spot), authorId: personId, text })
    const event = incoming(message, attachments)
    parts.keep(event)
    const deliveries = more.late ? [] : more.twice ? [event, event] : [event]
    await Promise.all(deliveries.map(delivery => inbox().message(delivery)))
    const { id, channelId, threadId } = message
    return { ...onlySpot(message), id, thread: { channelId, threadId: threadId ?? id } }
  }

  async function edit({ id }: Said, text: string): Promise<void> {
    room.update(id, { text })
    const message = expectMessage(room, id)
    await inbox().edited({
      id,
      place: room.toPlace(message),
      author: actor,
      text: withoutBot(text),
    })
  }

  async function remove({ id }: Said): Promise<void> {
    const place = room.toPlace(expectMessage(room, id))
    room.remove(id)
    await inbox().deleted(place, id)
  }

  async function type(typed: string, spot: Spot = general): Promise<void> {
    const { command, line } = fromSlash(typed, parts.commands())
    await inbox().command(
      { id: room.newId(), command, input: { kind: 'line', line }, ...where(spot) },
      responderFor({ personId, spot, isForm: false }),
    )
  }

  /** As a platform with named options sends it. */
  async function command(
    path: string,
    values: Readonly<Record<string, string | number | boolean>> = {},
    spot: Spot = general,
  ): Promise<void> {
    await inbox().command(
      { id: room.newId(), command: path, input: { kind: 'values', values }, ...where(spot) },
      responderFor({ personId, spot, isForm: false }),
    )
  }

  /** @param message an older one, as it was seen; else the newest with such a button is looked for */
  async function press(label: string, message?: SeenMessage): Promise<void> {
    const found = findPart(message ? [message] : seen(), card =>
      buttonsOf(card).find(button => button.label === label),
    )
    if (!found) throw new Error(`${name} sees no button “${label}”:\n${sees().join('\n')}`)
    const { control, part, message: on } = found
    await act(on, part, control.action, control.value, [])
  }

  async function pick(label: string, message?: SeenMessage): Promise<void> {
    const found = findPart(
      message ? [message] : seen(),
      card =>
        menusOf(card).flatMap(menu => {
          const option = menu.options.find(candidate => candidate.label === label)
          return option ? [{ menu, option }] : []
        })[0],
    )
    if (!found) throw new Error(`${name} sees no choice “${label}”:\n${sees().join('\n')}`)
    const { control, part, message: on } = found
    await act(on, part, control.menu.action, control.menu.value, [control.option.value])
  }

  /** What a press sends, whoever made it up. */
  async function act(
    message: Spot & { readonly id: string },
    part: CardPart,
    action: string,
    value: string,
    chosen: readonly string[],
  ): Promise<void> {
    const spot = onlySpot(message)
    const origin = { messageId: message.id, part }
    await inbox().press(
      { id: room.newId(), action, value, chosen, ...where(spot) },
      responderFor({ personId, spot, origin, isForm: false }),
    )
  }

  /** Types over what the form came with, then submits all of it. */
  async function fill(typed: FormValues): Promise<void> {
    const dialog = room.dialogs.get(personId)
    if (!dialog) throw new Error(`${name} has no form open`)
    const fields = dialog.form.sections.flatMap(section => section.fields)
    const strange = Object.keys(typed).filter(id => !fields.some(field => field.id === id))
    if (strange.length > 0) throw new Error(`the form has no ${strange.join(', ')}`)
    const now = { ...dialog.typed, ...typed }
    room.dialogs.set(personId, { ...dialog, typed: now, errors: {} })
    await submit({ ...dialog, typed: now }, fields)
  }

  async function submit(dialog: OpenDialog, fields: readonly FormField[]): Promise<void> {
    const { form, spot, origin, typed } = dialog
    const values = Object.fromEntries(
      fields.map(field => [field.id, typed[field.id] ?? startOf(field)]),
    )
    await inbox().submit(
      { id: room.newId(), form: form.id, state: form.state, values, ...where(spot) },
      responderFor({ personId, spot, isForm: true, ...(origin && { origin }) }),
    )
  }

  const seen = (spot?: Spot) => room.seenBy(personId, spot && onlySpot(spot))
  const sees = (spot?: Spot) => seen(spot).map(toText)

  return {
    id: personId,
    name,
    direct,
    say,
    edit,
    remove,
    type,
    command,
    press,
    pick,
    act,
    fill,
    seen,
    sees,
    /** The newest thing the bot showed this person. */
    last: (spot?: Spot) => newestOfBot(seen(spot)),
    dialog: () => room.dialogs.get(personId),
    /** The platform's own stop control. */
    stop: (spot: Spot) => inbox().stopped(room.toPlace(onlySpot(spot))),
    completes: (path: string, option: string, typed: string): Promise<readonly Suggestion[]> =>
      inbox().suggest({ command: path, option, typed, ...where(general) }),
    home: (): Promise<Card> => inbox().home(room.toPlace(direct), actor),
  }
}

const newestOfBot = (messages: readonly SeenMessage[]): string => {
  const last = messages.findLast(({ authorId }) => authorId === BOT)
  return last ? toText(last) : ''
}

/** One message as its reader sees it: what was said, the card, the answer's controls. */
export function toText({ text, card, answer }: SeenMessage): string {
  const parts = [text, card && plain(card), answer?.footer && plain(answer.footer)]
  const stop = answer?.stop && plain(answer.stop)
  return [...parts, stop].filter(part => part !== undefined && part !== '').join('\n')
}

export const onlySpot = ({ channelId, threadId }: Spot): Spot =>
  threadId === undefined ? { channelId } : { channelId, threadId }

const withoutBot = (text: string): string => text.replace(MENTION, '').trim()

const opensWith = (text: string, names: readonly string[]): boolean =>
  names.some(other => text.trimStart().toLowerCase().startsWith(`@${other.toLowerCase()}`))

function expectMessage(room: Room, id: string): SeenMessage {
  const message = room.messages.get(id)
  if (!message) throw new Error(`there is no message ${id}`)
  return message
}

function fromSlash(typed: string, commands: readonly CommandInfo[]) {
  const words = typed.replace(/^\//, '').trim()
  const paths = commands.map(({ path }) => path).filter(path => `${words} `.startsWith(`${path} `))
  const [longest] = paths.sort((a, b) => b.length - a.length)
  const command = longest ?? words
  return { command, line: words.slice(command.length).trim() }
}

interface Found<T> {
  readonly message: SeenMessage
  readonly part: CardPart
  readonly control: T
}

function findPart<T>(
  messages: readonly SeenMessage[],
  look: (card: Card) => T | undefined,
): Found<T> | undefined {
  for (const message of [...messages].reverse()) {
    const cards = { card: message.card, footer: message.answer?.footer, stop: message.answer?.stop }
    for (const [part, card] of Object.entries(cards)) {
      const control = card && look(card)
      if (control) return { message, part: part as CardPart, control }
    }
  }
  return undefined
}

function startOf(field: FormField): readonly string[] {
  if (field.kind !== 'text') return field.initial
  return field.initial === undefined || field.initial === '' ? [] : [field.initial]
}
