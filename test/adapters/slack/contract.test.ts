import { describeChat } from '../../contracts/chat.ts'
import { openSlackPlatform } from './platform.ts'

describeChat('Slack', openSlackPlatform, { cannot: {}, direct: 'threads' })
