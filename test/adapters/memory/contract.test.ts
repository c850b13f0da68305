import { describeChat } from '../../contracts/chat.ts'
import { openMemoryPlatform } from './platform.ts'

const noPictures = { 'draw pictures': 'it keeps cards as they are' }

describeChat('memory', () => openMemoryPlatform(), { cannot: noPictures, direct: 'threads' })

describeChat(
  'memory, small',
  () => openMemoryPlatform({ dialog: { fields: 5, choices: 25 }, directIsOneThread: true }),
  {
    cannot: { ...noPictures, 'open a large form': 'its dialogs are set to take five fields' },
    direct: 'conversation',
  },
)
