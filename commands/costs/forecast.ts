import { z } from 'zod'
import { type Context, defineCommand, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { pickEnabled, setThreadModel } from '../../src/models/choose-model.ts'
import { forecastCard } from '../../src/money/forecast-card.ts'
import { say } from '../../src/ui/card.ts'

/** @throws BotError `conflict` when the thread is gone, `bad-option` when the model is */
async function switchThread(context: Context, value: string): Promise<Reply> {
  const [threadId = '', modelId = ''] = value.split('|')
  const thread = await context.store.threads.byId(threadId)
  if (thread?.workspaceId !== context.workspace.id) {
    throw new BotError('conflict', 'That thread is not remembered any more.')
  }
  const { model, name } = pickEnabled(context, modelId)
  await setThreadModel({ ...context, thread }, model.id)
  const { channelId, threadKey, isDirect } = thread
  return {
    card: say(`“${thread.title}” now answers with **${name}**.`),
    notice: {
      to: 'thread',
      place: { ...context.place, channelId, threadId: threadKey, isDirect },
      card: say(`${context.actor.name} switched: this thread now answers with **${name}**.`),
    },
  }
}

export default defineCommand({
  path: 'costs forecast',
  summary: 'What this month will cost, and which budgets will not last',
  who: 'admin',
  options: z.object({}),
  run: context => forecastCard(context),
  actions: {
    'forecast.switch': { kind: 'private', who: 'admin', run: switchThread },
  },
})
