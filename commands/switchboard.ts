import { z } from 'zod'
import { defineCommand, option } from '../src/bot/index.ts'

/** Never runs itself: the bot takes the command out of it, and without one shows the help. */
export default defineCommand({
  path: 'switchboard',
  summary: 'Any command, where its short name is taken: /switchboard model',
  who: 'member',
  options: z.object({ command: option.text('A command with its options').optional() }),
  run: () => {
    throw new TypeError('/switchboard is another command in disguise')
  },
})
