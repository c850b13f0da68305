import Fastify from 'fastify'
import { pino } from 'pino'
import { createCharts } from '../../../adapters/charts/index.ts'
import { buttonsOf, menusOf, plain } from '../../../adapters/memory/index.ts'
import { createPlaygroundChat } from '../../../adapters/playground/index.ts'
import type {
  Reply,
  WireCard,
  WireFile,
  WireMessage,
  WireState,
} from '../../../adapters/playground/protocol.ts'
import { neutraliseMentions } from '../../../src/markdown/neutralise.ts'
import { type Card, type MenuOption, text } from '../../../src/ui/card.ts'
import type { Form } from '../../../src/ui/form.ts'
import type { Dialog, Platform, Said, Seen, Spot, Who } from '../../contracts/chat/platform.ts'

interface OpenForm {
  readonly form: Form
  readonly spot: Spot
  readonly typed: Readonly<Record<string, readonly string[]>>
  readonly problems: readonly string[]
}

type Part = 'card' | 'footer' | 'stop'

/** People who use the page's HTTP API, without the page. */
export async function openPlaygroundPlatform(): Promise<Platform> {
  const chat = createPlaygroundChat(
    { host: '127.0.0.1', charts: createCharts() },
    pino({ level: 'silent' }),
  )
  const app = Fastify()
  chat.routes(app)
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const dialogs = new Map<Who, OpenForm>()
  const states = new Map<Who, WireState>()
  const fetched = new Map<string, Uint8Array>()

  const call = async <T>(name: string, body: Record<string, unknown>): Promise<T> => {
    const response = await fetch(`${origin}/playground/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  const open = async ({ ref }: WireFile): Promise<void> => {
    if (fetched.has(ref)) return
    const response = await fetch(`${origin}/playground/files/${ref}`)
    fetched.set(ref, new Uint8Array(await response.arrayBuffer()))
  }
  let looks = 0
  const latest = new Map<Who, number>()
  const look = async (who: Who): Promise<void> => {
    looks += 1
    const turn = looks
    const response = await fetch(`${origin}/playground/api/state?person=${who}`)
    const state = (await response.json()) as WireState
    await Promise.all(state.messages.flatMap(({ card }) => filesIn(card)).map(open))
    // what was asked for earlier may arrive later
    if (turn < (latest.get(who) ?? 0)) return
    latest.set(who, turn)
    states.set(who, state)
  }
  const watching = setInterval(() => {
    for (const who of ['ada', 'ben'] as const) look(who).catch(() => undefined)
  }, 15)

  /** What the page does with the first response. */
  const take = async (who: Who, reply: Reply, spot: Spot): Promise<void> => {
    if (reply.kind === 'form') dialogs.set(who, { form: reply.form, spot, typed: {}, problems: [] })
    if (reply.kind === 'shown' || reply.kind === 'done') dialogs.delete(who)
    const open = dialogs.get(who)
    if (reply.kind === 'refused' && open) {
      dialogs.set(who, { ...open, problems: Object.values(reply.fieldErrors) })
    }
    await look(who)
  }

  const messageOf = (who: Who, id: string): WireMessage => {
    const found = states.get(who)?.messages.find(message => message.id === id)
    if (!found) throw new Error(`${who} sees no message ${id}`)
    return found
  }

  const press = async (
    who: Who,
    seen: Seen,
    find: (card: Card) => { action: string; value: string; chosen: readonly string[] } | undefined,
  ): Promise<void> => {
    const parts = Object.entries(partsOf(messageOf(who, seen.id)))
    for (const [part, card] of parts) {
      const control = card && find(card)
      if (!control) continue
      const from = { kind: 'message', messageId: seen.id, part }
      const spot = toSpot(seen.spot)
      await take(
        who,
        await call<Reply>('press', { person: who, spot, origin: from, ...control }),
        spot,
      )
      return
    }
    throw new Error(`no such control on ${seen.text}`)
  }

  return {
    chat,
    workspaceId: 'playground',
    people: { ada: { id: 'ada', name: 'Ada' }, ben: { id: 'ben', name: 'Ben' } },
    room: { channelId: 'general' },
    groupId: 'staff',
    ready: async () => {
      await Promise.all([look('ada'), look('ben')])
    },
    direct: who => ({ channelId: `dm-${who}` }),
    async say(who, text, spot, files = []) {
      const refs = await Promise.all(
        files.map(({ name, mimeType, content }) => {
          const base64 = Buffer.from(content).toString('base64')
          return call<{ ref: string }>('upload', { person: who, name, mimeType, base64 })
        }),
      )
      const body = { person: who, spot, text, files: refs.map(({ ref }) => ref) }
      const { id } = await call<{ id: string }>('message', body)
      await look(who)
      return toSaid(id, spot)
    },
    botSays: () => undefined,
    redeliver: () => undefined,
    edit: (who, { id }, text) => call('edit', { person: who, id, text }),
    remove: (who, { id }) => call('delete', { person: who, id }),
    async run(who, command, options) {
      const words = Object.entries(options).map(([name, value]) => `${name}:${value}`)
      const spot = { channelId: 'general' }
      const typed = [`/${command}`, ...words].join(' ')
      await take(who, await call<Reply>('command', { person: who, spot, typed }), spot)
    },
    press: (who, seen, label) =>
      press(who, seen, card => {
        const button = buttonsOf(card).find(one => one.label === label)
        return button && { action: button.action, value: button.value, chosen: [] }
      }),
    pick: (who, seen, placeholder, label) =>
      press(who, seen, card => {
        const menu = menusOf(card).find(one => one.placeholder === placeholder)
        const option = menu?.options.find((one: MenuOption) => one.label === label)
        return menu && option && { action: menu.action, value: menu.value, chosen: [option.value] }
      }),
    dialog: who => toDialog(dialogs.get(who)),
    async fill(who, texts) {
      const open = dialogs.get(who)
      if (!open) throw new Error(`${who} has no form open`)
      const fields = open.form.sections.flatMap(section => section.fields)
      const now = { ...open.typed }
      for (const [label, text] of Object.entries(texts)) {
        now[fields.find(field => field.label === label)?.id ?? label] = [text]
      }
      dialogs.set(who, { ...open, typed: now })
      const values = Object.fromEntries(
        fields.map(field => [field.id, now[field.id] ?? [field.initial ?? []].flat()]),
      )
      const { id, state } = open.form
      const body = { person: who, spot: open.spot, form: id, state, values }
      await take(who, await call<Reply>('submit', body), open.spot)
    },
    sees: (who, spot) =>
      (states.get(who)?.messages ?? [])
        .filter(message => isIn(message, spot))
        .map(one => toSeen(one, fetched)),
    pings: () => [],
    violations: () => [],
    async close() {
      clearInterval(watching)
      await app.close()
    },
  }
}

const toSpot = ({ channelId, threadId }: Spot): Spot =>
  threadId === undefined ? { channelId } : { channelId, threadId }

/** A direct conversation is one thread. */
const toSaid = (id: string, spot: Spot): Said => ({
  id,
  spot,
  thread: spot.channelId.startsWith('dm-')
    ? toSpot(spot)
    : { channelId: spot.channelId, threadId: spot.threadId ?? id },
})

const isIn = (message: WireMessage, { channelId, threadId }: Spot): boolean =>
  message.channelId === channelId &&
  (message.threadId === threadId || (threadId !== undefined && message.id === threadId))

const partsOf = ({ card, answer }: WireMessage): Partial<Record<Part, Card>> => ({
  ...(card && { card: readable(card) }),
  ...(answer?.footer && { footer: readable(answer.footer) }),
  ...(answer?.stop && { stop: readable(answer.stop) }),
})

/** What stands beside pictures and files. */
const readable = ({ blocks }: WireCard): Card => ({
  blocks: blocks.map(block => {
    if (block.kind === 'picture') return text(`${block.title} ${block.alt}`)
    return block.kind === 'download' ? text(`${block.file.name} ${block.alt}`) : block
  }),
})

const filesIn = (card: WireCard | undefined): readonly WireFile[] =>
  card?.blocks.flatMap(block => ('file' in block ? block.file : [])) ?? []

function toSeen(message: WireMessage, fetched: ReadonlyMap<string, Uint8Array>): Seen {
  const cards = Object.values(partsOf(message))
  return {
    id: message.id,
    spot: toSpot(message),
    isBot: message.authorId === 'switchboard',
    text: [neutraliseMentions(message.text), ...cards.map(plain)].join('\n').replaceAll('*', ''),
    buttons: cards.flatMap(buttonsOf).map(({ label }) => label),
    menus: cards.flatMap(menusOf).map(({ placeholder }) => placeholder),
    files: filesIn(message.card).map(({ name, ref }) => ({
      name,
      bytes: fetched.get(ref) ?? new Uint8Array(),
    })),
  }
}

function toDialog(open: OpenForm | undefined): Dialog | undefined {
  if (!open) return undefined
  const fields = open.form.sections.flatMap(section => section.fields)
  const texts = fields.flatMap(field =>
    field.kind === 'text'
      ? [[field.label, open.typed[field.id]?.[0] ?? field.initial ?? ''] as const]
      : [],
  )
  return {
    title: open.form.title,
    labels: fields.map(({ label }) => label),
    texts: Object.fromEntries(texts),
    problems: open.problems,
  }
}
