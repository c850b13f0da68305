import { BotError } from '../errors.ts'
import { say } from '../ui/card.ts'
import type { Action, Context } from './define-command.ts'

/** A button's value comes from outside: it must not reach into another workspace. */
async function checkOwn({ store, workspace }: Context, turnId: string): Promise<void> {
  const turn = await store.turns.find(turnId)
  if (turn?.workspaceId === workspace.id) return
  throw new BotError('conflict', 'That answer is not remembered any more.')
}

/** The buttons under each answer, which belong to no command. */
export const answerActions: Readonly<Record<string, Action>> = {
  'turn.stop': {
    kind: 'private',
    who: 'member',
    async run(context, turnId) {
      await checkOwn(context, turnId)
      await context.turns.stop(turnId)
      return say('Stopping.')
    },
  },
  'turn.again': {
    kind: 'private',
    who: 'member',
    async run(context, turnId) {
      await checkOwn(context, turnId)
      await context.turns.again(turnId, context.actor)
      return say('Answering again.')
    },
  },
}
