import { BotError } from '../errors.ts'
import type { Thread } from '../ports/threads.ts'
import type { Context } from './define-command.ts'

/** @throws BotError `bad-option` outside a thread the bot takes part in */
export function threadOf({ thread }: Pick<Context, 'thread'>): Thread {
  if (thread) return thread
  throw new BotError('bad-option', 'That works in a thread in which I take part.')
}
