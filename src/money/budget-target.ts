import { BotError } from '../errors.ts'
import { pickEnabled } from '../models/choose-model.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { BudgetScope } from '../ports/budgets.ts'
import type { ChatPlatform, Place } from '../ports/chat.ts'
import type { Thread } from '../ports/threads.ts'
import type { Workspace } from '../ports/workspaces.ts'

interface Where {
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly place: Place
  readonly thread: Thread | undefined
}

/** Whom or what a budget is for: what was typed, else where the command was given. @throws BotError `bad-option` */
export async function readTarget(
  where: Where,
  scope: BudgetScope,
  typed: string | undefined,
): Promise<string> {
  const id = typed?.replace(/^<[#@]!?([^|>]+)(\|[^>]*)?>$/, '$1')
  switch (scope) {
    case 'workspace':
    case 'every-member':
    case 'every-channel':
      if (id !== undefined)
        throw new BotError('bad-option', `A budget for ${scope} takes no target.`)
      return ''
    case 'channel':
      return id ?? where.place.channelId
    case 'thread':
      if (where.thread) return where.thread.id
      throw new BotError('bad-option', 'Give the command in the thread that the budget is for.')
    case 'model':
      if (id !== undefined) return pickEnabled(where, id).model.id
      throw new BotError('bad-option', 'Name the model: target:<model>.')
    case 'member':
      if (id !== undefined) return knownMember(where, id)
      throw new BotError('bad-option', 'Name the member: target:@name.')
    default:
      return scope satisfies never
  }
}

async function knownMember({ chat, workspace }: Where, id: string): Promise<string> {
  if (await chat.member(workspace.id, id)) return id
  throw new BotError('bad-option', `There is no member ${id}. Write target:@name.`)
}
