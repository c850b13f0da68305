import { BotError } from '../errors.ts'
import { checkMayTakePart, isAdmin } from '../models/access.ts'
import type { ChatPlatform, Invocation, Place } from '../ports/chat.ts'
import type { Context, Services, Who } from './define-command.ts'

/** What somebody did somewhere. */
export type Deed = Pick<Invocation, 'id' | 'actor' | 'place' | 'attachments'>

export interface ContextParts extends Services {
  readonly chatOf: (workspaceId: string) => ChatPlatform
}

/** Loads who asks and where, and refuses members what only admins may. @throws BotError `not-allowed` */
export async function loadContext(
  { chatOf, ...services }: ContextParts,
  who: Who,
  { id, actor: person, place, attachments = [] }: Deed,
): Promise<Context> {
  const chat = chatOf(place.workspaceId)
  const [workspace, member, thread] = await Promise.all([
    services.workspaces.fresh(place.workspaceId),
    chat.member(place.workspaceId, person.id),
    findThread(services, place),
  ])
  if (!member) throw new BotError('not-allowed', 'Only members of this workspace may do that.')
  const actor = { ...person, isAdmin: await isAdmin(chat, workspace, member) }
  if (who === 'member' && !actor.isAdmin) await checkMayTakePart(chat, workspace, member)
  if (who === 'admin') {
    if (!actor.isAdmin)
      throw new BotError('not-allowed', 'Only admins can do that. Ask one of them.')
    await services.store.workspaces.noteAdmin(workspace.id, actor.id)
  }
  return { ...services, id, chat, workspace, actor, place, thread, attachments }
}

async function findThread({ store }: Services, { workspaceId, channelId, threadId }: Place) {
  if (threadId === undefined) return undefined
  return store.threads.find({ workspaceId, channelId, threadKey: threadId })
}
