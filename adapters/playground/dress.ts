import type { Charts } from '../../src/ports/charts.ts'
import { type Block, type Card, withoutPictures } from '../../src/ui/card.ts'
import type { FileShelf } from './files.ts'
import type { WireBlock, WireCard } from './protocol.ts'

export type Dress = (card: Card) => Promise<WireCard>

/** Cards as the page takes them: charts are drawn and files laid on the shelf, from where the page fetches them. */
export function createDress(charts: Charts, files: FileShelf): Dress {
  async function toWire(block: Block): Promise<readonly WireBlock[]> {
    switch (block.kind) {
      case 'chart': {
        const { title, summary } = block.chart
        const picture = await charts.draw(block.chart)
        const file = files.add('chart.png', 'image/png', picture)
        return [{ kind: 'picture', file, title, alt: summary }]
      }
      case 'file': {
        const { name, mimeType, content, alt } = block
        const file = files.add(name, mimeType, Buffer.from(content))
        return [{ kind: 'download', file, alt }]
      }
      default:
        return [block]
    }
  }

  /** What cannot be drawn is said. */
  const orWords = (block: Block) =>
    toWire(block).catch(() => withoutPictures({ blocks: [block] }).blocks)

  return async ({ blocks }) => ({ blocks: (await Promise.all(blocks.map(orWords))).flat() })
}
