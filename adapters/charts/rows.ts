import { formatFigure } from './figures.ts'
import { cutTo, widthOf } from './measure.ts'
import { highest, type Plot } from './plot.ts'
import { type Box, colourOf, fill, write } from './shapes.ts'

const font = { size: 14 }
const mostRows = 15
const rowHeight = 30
const barHeight = 20
const longestLabel = 200
const gap = 10

/** One series whose labels would not fit under upright bars, such as the names of models. */
export function liesBetter({ form, labels, series }: Plot, width: number): boolean {
  if (form !== 'bars' || series.length !== 1 || labels.length > mostRows) return false
  const slot = (width - 60) / labels.length
  return labels.some(label => widthOf(label, font) + gap > slot)
}

export const heightOfRows = ({ labels }: Plot): number => labels.length * rowHeight

/** Labels on the left, bars to the right of them, each with its value at its end. */
export function drawRows(plot: Plot, { x, y, width }: Box): string {
  const names = plot.labels.map(label => cutTo(label, longestLabel, font))
  const values = plot.series[0]?.values ?? []
  const texts = values.map(value => formatFigure(value, plot.unit))
  const left = x + Math.max(...names.map(name => widthOf(name, font))) + gap
  const room = x + width - left - Math.max(...texts.map(text => widthOf(text, font))) - gap
  const most = highest(plot) || 1
  return names
    .map((name, index) => {
      const top = y + index * rowHeight
      const value = values[index] ?? 0
      const length = value > 0 ? Math.max(2, (value / most) * room) : 0
      const baseline = top + 15
      return [
        write(name, { x, y: baseline, ...font }),
        fill({ x: left, y: top, width: length, height: barHeight }, colourOf(0), 2),
        write(texts[index] ?? '', { x: left + length + 7, y: baseline, ...font }),
      ].join('')
    })
    .join('')
}
