import { z } from 'zod'
import { defineCommand, threadOf } from '../src/bot/index.ts'
import { say } from '../src/ui/card.ts'

export default defineCommand({
  path: 'listen',
  summary: 'Answer every message in this thread',
  who: 'member',
  typedOnly: true,
  visibility: 'public',
  options: z.object({}),
  async run(context) {
    await context.store.threads.setListens(threadOf(context).id, 'all')
    return say('I answer everything in this thread now. `!quiet` stops that.')
  },
})
