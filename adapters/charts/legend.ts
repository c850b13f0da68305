import { cutTo, widthOf } from './measure.ts'
import type { Plot } from './plot.ts'
import { colourOf, fill, write } from './shapes.ts'

const font = { size: 13 }
const swatch = 11
const afterSwatch = 6
const between = 18
const rowHeight = 21
const longestName = 190

export interface Legend {
  readonly height: number
  readonly svg: string
}

export interface LegendPlace {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** The names of the series in rows; one series alone is named by the title. */
export function legendOf({ series }: Plot, { x, y, width }: LegendPlace): Legend {
  if (series.length < 2) return { height: 0, svg: '' }
  let [left, row] = [0, 0]
  const items = series.map(({ name }, index) => {
    const shown = cutTo(name, longestName, font)
    const needed = swatch + afterSwatch + widthOf(shown, font)
    if (left > 0 && left + needed > width) [left, row] = [0, row + 1]
    const at = { x: x + left, y: y + row * rowHeight }
    left += needed + between
    const box = { x: at.x, y: at.y + 3, width: swatch, height: swatch }
    const words = { x: at.x + swatch + afterSwatch, y: at.y + 13, ...font }
    return fill(box, colourOf(index), 2) + write(shown, words)
  })
  return { height: (row + 1) * rowHeight, svg: items.join('') }
}
