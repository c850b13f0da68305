import type { Place } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { Form, FormValues } from '../../src/ui/form.ts'
import { type Problems, problemsOfCard } from './check.ts'
import { plain } from './plain.ts'

/** A channel, or a thread in it. */
export interface Spot {
  readonly channelId: string
  readonly threadId?: string
}

export interface SeenAnswer {
  readonly turnId: string
  readonly title: string
  readonly isGrowing: boolean
  readonly stop?: Card
  readonly footer?: Card
}

export interface SeenMessage extends Spot {
  readonly id: string
  readonly authorId: string
  readonly sentAt: Date
  readonly text: string
  readonly card?: Card
  readonly answer?: SeenAnswer
  /** Only this person sees it. */
  readonly visibleTo?: string
  /** How often it was drawn again. */
  readonly redraws: number
}

/** A dialog in front of one person. */
export interface OpenDialog {
  readonly form: Form
  readonly spot: Spot
  readonly origin?: Origin
  /** What was typed, over what the form came with. */
  readonly typed: FormValues
  readonly sentence?: string
  readonly errors: Readonly<Record<string, string>>
}

export type CardPart = 'card' | 'footer' | 'stop'

/** The card on which somebody pressed. */
export interface Origin {
  readonly messageId: string
  readonly part: CardPart
}

export const BOT = 'switchboard'
const DIRECT = 'dm-'

export const directChannelOf = (personId: string): string => `${DIRECT}${personId}`
const isDirect = ({ channelId }: Spot): boolean => channelId.startsWith(DIRECT)

export interface RoomOptions {
  readonly workspaceId: string
  readonly channels: readonly string[]
  /** One thread per direct conversation, as on Discord; else each message there starts one, as on Slack. */
  readonly directIsOneThread: boolean
  readonly now: () => Date
}

export type Room = ReturnType<typeof createRoom>

type Draft = Omit<SeenMessage, 'id' | 'sentAt' | 'redraws' | 'text'> & { readonly text?: string }

/** Everything that can be seen, by whom, and what should never have been sent. */
export function createRoom({ workspaceId, channels, directIsOneThread, now }: RoomOptions) {
  const messages = new Map<string, SeenMessage>()
  const dialogs = new Map<string, OpenDialog>()
  const violations: string[] = []
  let count = 0
  let latest = 0

  const newId = () => `m${String(++count).padStart(6, '0')}`

  /** No two messages at once. */
  function tick(): Date {
    latest = Math.max(latest + 1, now().getTime())
    return new Date(latest)
  }

  function refuse(what: string): never {
    violations.push(what)
    throw new Error(what)
  }

  function expectFine(where: string, problems: Problems): void {
    if (problems.length > 0) refuse(`${where}: ${problems.join('; ')}`)
  }

  function expectCard(card: Card | undefined): void {
    if (card) expectFine(`card “${plain(card).slice(0, 60)}”`, problemsOfCard(card))
  }

  function add(draft: Draft): SeenMessage {
    expectCard(draft.card)
    const message = { text: '', ...draft, id: newId(), sentAt: tick(), redraws: 0 }
    messages.set(message.id, message)
    return message
  }

  function update(id: string, change: Partial<SeenMessage>): void {
    const message = messages.get(id)
    if (!message) return
    expectCard(change.card)
    messages.set(id, { ...message, ...change, redraws: message.redraws + 1 })
  }

  const all = () => [...messages.values()].sort((a, b) => (a.id < b.id ? -1 : 1))

  const isSeenBy = ({ channelId, visibleTo }: SeenMessage, personId: string) =>
    (!isDirect({ channelId }) || channelId === directChannelOf(personId)) &&
    (visibleTo === undefined || visibleTo === personId)

  /** The root of a thread is part of it; at the top level only what stands there. */
  const isIn = (message: SeenMessage, { channelId, threadId }: Spot) =>
    message.channelId === channelId &&
    (message.threadId === threadId || (threadId !== undefined && message.id === threadId))

  return {
    workspaceId,
    messages,
    dialogs,
    violations,
    newId,
    tick,
    refuse,
    expectFine,
    expectCard,
    add,
    update,
    remove: (id: string) => messages.delete(id),
    all,
    isIn,
    seenBy: (personId: string, spot?: Spot) =>
      all().filter(
        message => isSeenBy(message, personId) && (spot === undefined || isIn(message, spot)),
      ),
    hasChannel: ({ channelId }: Spot) =>
      channels.includes(channelId) || channelId.startsWith(DIRECT),
    toPlace({ channelId, threadId }: Spot): Place {
      const isOne = directIsOneThread && isDirect({ channelId })
      const thread = isOne ? channelId : threadId
      return {
        workspaceId,
        channelId,
        ...(thread !== undefined && { threadId: thread }),
        isDirect: isDirect({ channelId }),
      }
    },
    fromPlace({ channelId, threadId }: Place): Spot {
      return threadId === undefined || threadId === channelId
        ? { channelId }
        : { channelId, threadId }
    },
  }
}
