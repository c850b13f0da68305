import { explainAsCard } from '../errors.ts'
import { newId } from '../lib/new-id.ts'
import type { Inbox, IncomingMessage, Place } from '../ports/chat.ts'
import { type ContextParts, loadContext } from './context.ts'
import { createBot } from './create-bot.ts'
import type { Command } from './define-command.ts'
import { homeCard } from './home.ts'
import { suggest } from './suggest.ts'
import { readTyped, typedResponder } from './typed-command.ts'
import { type Joined, welcome } from './welcome.ts'

/** Suggestions later than this are of no use to the platform. */
const SUGGEST_WITHIN_MS = 2000

/** Everything a platform can tell the bot. Nothing here rejects. */
export function createInbox(
  commands: readonly Command[],
  parts: ContextParts & { readonly wantedModelId: string },
): Inbox {
  const { log, turns, store, clock, chatOf } = parts
  const bot = createBot(commands, parts)

  /** What fails outside of a command has nobody waiting: it is logged. */
  const quietly = async (what: string, work: Promise<unknown>): Promise<void> => {
    await work.catch(error => log.error({ err: error, what }, 'event could not be handled'))
  }

  async function message(incoming: IncomingMessage): Promise<void> {
    const { place, id, mentionsBot } = incoming
    const isHeard = mentionsBot || place.isDirect || place.threadId !== undefined
    const typed = isHeard ? readTyped(incoming, commands) : undefined
    if (!typed || (incoming.text.trim().startsWith('/') && !mentionsBot && !place.isDirect)) {
      return turns.message(incoming)
    }
    const key = `${place.workspaceId}/${place.channelId}/${id}`
    if (!(await store.turns.firstTime(key, clock.now()))) return
    await bot.command(typed, typedResponder(chatOf(place.workspaceId), incoming))
  }

  async function tellFailure(incoming: IncomingMessage, error: unknown): Promise<void> {
    const reference = newId().slice(-8)
    log.error({ err: error, reference }, 'message could not be handled')
    const { place, author, mentionsBot } = incoming
    if (!mentionsBot && !place.isDirect) return
    await chatOf(place.workspaceId).whisper(place, author.id, explainAsCard(error, reference))
  }

  const welcomed = (workspace: Joined) =>
    welcome(parts, parts.wantedModelId, workspace, (personId, card) =>
      chatOf(workspace.id).direct(workspace.id, personId, card),
    )

  /** Where nobody knows the installer, the first admin to show up gets the welcome. */
  async function welcomeFirstAdmin({ workspaceId: id }: Place): Promise<void> {
    const { welcomedAt, lastAdminId, name } = await parts.workspaces.get(id)
    if (!welcomedAt && lastAdminId) await welcomed({ id, name, installerId: lastAdminId })
  }

  return {
    ...bot,
    async command(invocation, responder) {
      await bot.command(invocation, responder)
      await quietly('welcome', welcomeFirstAdmin(invocation.place))
    },
    message: incoming =>
      quietly(
        'message',
        message(incoming).catch(error => tellFailure(incoming, error)),
      ),
    edited: edit => quietly('edit', turns.edited(edit)),
    deleted: (place, messageId) => quietly('deletion', turns.deleted(place, messageId)),
    async suggest(query) {
      const late = new Promise<[]>(resolve => {
        setTimeout(resolve, SUGGEST_WITHIN_MS, []).unref()
      })
      return Promise.race([suggest(commands, parts, query), late]).catch(error => {
        log.warn({ err: error }, 'no suggestions')
        return []
      })
    },
    stopped: place =>
      quietly(
        'stop',
        store.threads
          .find({ ...place, threadKey: place.threadId ?? '' })
          .then(thread => thread && turns.stopThread(thread.id)),
      ),
    home: (place, actor) =>
      loadContext(parts, 'anyone', { id: newId(), actor, place })
        .then(homeCard)
        .catch(error => explainAsCard(error, newId().slice(-8))),
    joined: workspace => quietly('joining', welcomed(workspace)),
  }
}
