import { describeChat } from '../../contracts/chat.ts'
import { openDiscordPlatform } from './platform.ts'

describeChat('Discord', openDiscordPlatform, {
  cannot: {
    'open a large form': 'a modal takes five fields',
    'keep a refused form open':
      'a modal is gone once it is submitted; a button opens it again with what was typed',
  },
  direct: 'conversation',
})
