import { BotError } from '../errors.ts'
import { titleFrom } from '../markdown/plain.ts'
import { checkMayAsk } from '../models/access.ts'
import type { Person, Place, PostedMessage } from '../ports/chat.ts'
import type { Arrival, TurnSpec } from '../ports/turns.ts'
import type { Card } from '../ui/card.ts'
import { type Arrivals, keyOf, tooFast } from './arrivals.ts'
import type { TurnsOptions } from './index.ts'

/** A question that is put by a command. */
export interface Asking {
  /** Names it for ever, such as the invocation's id. */
  readonly key: string
  /** In its thread, or in a new one that hangs on the `announcement`. */
  readonly place: Place
  readonly by: Person
  /** What everybody in the thread sees of it. */
  readonly announcement: Card
  /** What is asked, as later turns of the thread remember it. */
  readonly text: string
  readonly purpose: string
  readonly spec: TurnSpec
}

const MINUTE_MS = 60_000

/** Posts what stands for the question, then answers that; see `Turns.ask`. */
export async function ask(
  options: TurnsOptions,
  arrivals: Pick<Arrivals, 'take'>,
  asked: Asking,
): Promise<Place | undefined> {
  const { store, clock, chatOf } = options
  const { place, key } = asked
  if (!(await store.turns.firstTime(`${place.workspaceId}/${key}`, clock.now()))) return undefined
  await checkMayBegin(options, asked)
  const posted = await chatOf(place.workspaceId).post(place, asked.announcement)
  await arrivals.take({ place, id: posted.id }, toArrival(asked, posted))
  return { ...place, threadId: place.threadId ?? posted.id }
}

/** Before anything is posted: an announcement without an answer would be left behind. */
async function checkMayBegin(options: TurnsOptions, { place, by }: Asking): Promise<void> {
  const { workspaces, clock, store, chatOf } = options
  const workspace = await workspaces.get(place.workspaceId)
  if (workspace.pausedBy) {
    throw new BotError('paused', `Switchboard is paused by ${workspace.pausedBy}.`)
  }
  await checkMayAsk(chatOf(workspace.id), workspace, place, by.id)
  const since = new Date(clock.now().getTime() - MINUTE_MS)
  const { questionsPerMinute } = workspace
  if ((await store.turns.countSince(workspace.id, by.id, since)) < questionsPerMinute) return
  throw new BotError('too-fast', tooFast(questionsPerMinute))
}

/** The announcement stands for the question, in the name of whoever asked for it. */
const toArrival = (asked: Asking, { id, sentAt }: PostedMessage): Arrival => {
  const { place, by, text, purpose, spec } = asked
  return {
    ...keyOf(place, id),
    isDirect: place.isDirect,
    startsThread: place.threadId === undefined,
    isAddressed: true,
    opensWithOther: false,
    title: titleFrom(text),
    message: { ref: id, role: 'user', author: by, text, attachments: [], at: sentAt },
    // checked before it was posted
    questionsPerMinute: Number.POSITIVE_INFINITY,
    purpose,
    spec,
  }
}
