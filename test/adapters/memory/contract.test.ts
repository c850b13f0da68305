import { describeChat } from '../../contracts/chat.ts'
import { openMemoryPlatform } from './platform.ts'

describeChat('memory', () => openMemoryPlatform(), { cannot: {}, direct: 'threads' })

describeChat(
  'memory, small',
  () => openMemoryPlatform({ dialog: { fields: 5, choices: 25 }, directIsOneThread: true }),
  {
    cannot: { 'open a large form': 'its dialogs are set to take five fields' },
    direct: 'conversation',
  },
)
