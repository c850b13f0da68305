import type { PastMessage } from '../../src/ports/chat.ts'
import { bot, findPerson, toActor } from './people.ts'
import type { WireBlock, WireCard, WireMessage } from './protocol.ts'
import { isFromBot, withoutBot } from './receive.ts'

/** What a message says, for a reader without buttons. */
export function toPastMessage(message: WireMessage): PastMessage {
  return {
    id: message.id,
    author: toActor(findPerson(message.authorId) ?? bot),
    isBot: isFromBot(message),
    text: message.card === undefined ? withoutBot(message.text) : toPlainText(message.card),
    attachments: message.files ?? [],
    sentAt: new Date(message.sentAt),
  }
}

const toPlainText = (card: WireCard): string =>
  card.blocks
    .map(toPlainBlock)
    .filter(part => part !== '')
    .join('\n\n')

function toPlainBlock(block: WireBlock): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.markdown
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')
    case 'table':
      return [block.columns, ...block.rows].map(cells => cells.join(' | ')).join('\n')
    case 'rows':
      return block.rows.map(row => row.markdown).join('\n')
    case 'picture':
      return `${block.title}: ${block.alt}`
    case 'download':
      return `${block.file.name}: ${block.alt}`
    case 'buttons':
    case 'menu':
      return ''
    default:
      return block satisfies never
  }
}
