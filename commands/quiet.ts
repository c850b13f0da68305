import { z } from 'zod'
import { defineCommand, threadOf } from '../src/bot/index.ts'
import { say } from '../src/ui/card.ts'

export default defineCommand({
  path: 'quiet',
  summary: 'Answer in this thread only when mentioned',
  who: 'member',
  typedOnly: true,
  visibility: 'public',
  options: z.object({}),
  async run(context) {
    await context.store.threads.setListens(threadOf(context).id, 'mentions')
    return say('I answer here only when mentioned now. `!listen` brings me back.')
  },
})
