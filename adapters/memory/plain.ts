import type { Block, Button, Card } from '../../src/ui/card.ts'

/** A card as lines of text: buttons in brackets, menus in angle brackets with the chosen option starred. */
export const plain = ({ blocks }: Card): string => blocks.map(plainBlock).join('\n')

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.markdown
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')
    case 'table':
      return [block.columns, ...block.rows].map(cells => cells.join(' | ')).join('\n')
    case 'rows':
      return block.rows
        .map(({ markdown, button }) => (button ? `${markdown} ${plainButton(button)}` : markdown))
        .join('\n')
    case 'buttons':
      return block.buttons.map(plainButton).join(' ')
    case 'menu': {
      const options = block.options.map(({ label, selected }) => `${selected ? '*' : ''}${label}`)
      return `<${block.placeholder}: ${options.join(', ')}>`
    }
    case 'chart':
      return `{${block.chart.title}} ${block.chart.summary}`
    case 'file':
      return `{${block.name}} ${block.alt}`
    default:
      return block satisfies never
  }
}

const plainButton = ({ label }: Button): string => `[${label}]`

export const buttonsOf = ({ blocks }: Card): readonly Button[] =>
  blocks.flatMap(block => {
    if (block.kind === 'buttons') return block.buttons
    if (block.kind === 'rows') return block.rows.flatMap(({ button }) => button ?? [])
    return []
  })

export const menusOf = ({ blocks }: Card) => blocks.filter(block => block.kind === 'menu')
