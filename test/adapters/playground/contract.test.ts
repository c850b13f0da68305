import { describeChat } from '../../contracts/chat.ts'
import { openPlaygroundPlatform } from './platform.ts'

describeChat('playground', openPlaygroundPlatform, {
  cannot: {
    'have other bots': 'only people use the page',
    'deliver twice': 'the page and the bot are one process',
  },
  direct: 'conversation',
})
