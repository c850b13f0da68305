import type { Chart } from '../../src/ui/chart.ts'
import { drawColumns } from './columns.ts'
import { legendOf } from './legend.ts'
import { cutTo } from './measure.ts'
import { toPlot } from './plot.ts'
import { drawRows, heightOfRows, liesBetter } from './rows.ts'
import { write } from './shapes.ts'

/** Wide enough for thirty days, small enough that a phone shows its letters at a readable size. */
const width = 640
const margin = 22
const plotHeight = 270
const titleFont = { size: 18, isBold: true }

/** Title, legend and axis stand on one left edge. */
export function toSvg(chart: Chart): string {
  const plot = toPlot(chart)
  const inner = width - 2 * margin
  const title = write(cutTo(plot.title, inner, titleFont), { x: margin, y: 38, ...titleFont })
  const legend = legendOf(plot, { x: margin, y: 52, width: inner })
  const top = 52 + legend.height + (legend.height > 0 ? 2 : 6)
  const isLying = liesBetter(plot, inner)
  const height = isLying ? heightOfRows(plot) : plotHeight
  const box = { x: margin, y: top, width: inner, height }
  const body = isLying ? drawRows(plot, box) : drawColumns(plot, box)
  const whole = Math.ceil(top + height + (isLying ? margin - 8 : 10))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" font-family="Inter"><rect width="${width}" height="${whole}" fill="#ffffff"/>${title}${legend.svg}${body}</svg>`
}
