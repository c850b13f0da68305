import type { Charts } from '../../src/ports/charts.ts'
import type { Card, ChartBlock, FileBlock } from '../../src/ui/card.ts'
import { limits } from './limits.ts'
import { isNative, noPictures, type Pictures } from './render-chart.ts'
import type { OutFile, Uploads } from './upload.ts'

const isChart = (block: Card['blocks'][number]): block is ChartBlock => block.kind === 'chart'

export const filesOf = ({ blocks }: Card): readonly FileBlock[] =>
  blocks.filter(block => block.kind === 'file')

export const nativesOf = ({ blocks }: Card): ReadonlySet<ChartBlock> =>
  new Set(blocks.filter(isChart).filter(isNative).slice(0, limits.charts))

/** The charts that only a picture can show. */
export function drawnOf(card: Card): readonly ChartBlock[] {
  const natives = nativesOf(card)
  return card.blocks.filter(isChart).filter(block => !natives.has(block))
}

export const toOutFile = ({ name, content, alt }: FileBlock): OutFile => ({
  name,
  bytes: Buffer.from(content),
  alt,
})

/** Draws and uploads what Slack does not draw. Where that fails the card says in words what it would have shown. */
export async function illustrate(card: Card, charts: Charts, uploads: Uploads): Promise<Pictures> {
  const natives = nativesOf(card)
  try {
    const uploaded = await Promise.all(
      drawnOf(card).map(async block => {
        const bytes = await charts.draw(block.chart)
        const alt = `${block.chart.title}: ${block.chart.summary}`
        return [block, await uploads.picture({ name: 'chart.png', bytes, alt })] as const
      }),
    )
    return { natives, uploaded: new Map(uploaded) }
  } catch {
    return { ...noPictures, natives }
  }
}

/** What a private answer cannot hold, as a card of its own. */
export const heldBack = (card: Card): Card => ({ blocks: [...drawnOf(card), ...filesOf(card)] })

/** “The picture and figures.csv are in your direct messages.” */
export function whereItIs(card: Card, isThere: boolean): string {
  const things = [
    ...(drawnOf(card).length > 0 ? ['the picture'] : []),
    ...filesOf(card).map(({ name }) => name),
  ]
  const list = things.join(', ').replace(/, ([^,]*)$/, ' and $1')
  const [is, subject] = [things.length > 1 ? 'are' : 'is', list.replace(/^the /, 'The ')]
  return isThere
    ? `${subject} ${is} in your direct messages.`
    : `${subject} could not be sent to your direct messages.`
}
