import { z } from 'zod'
import { defineCommand, threadOf } from '../src/bot/index.ts'
import { say } from '../src/ui/card.ts'

export default defineCommand({
  path: 'stop',
  summary: 'Stop the answer under way in this thread',
  who: 'member',
  typedOnly: true,
  options: z.object({}),
  async run(context) {
    const wasRunning = await context.turns.stopThread(threadOf(context).id)
    return say(wasRunning ? 'Stopping.' : 'Nothing is under way in this thread.')
  },
})
