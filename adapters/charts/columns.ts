import { formatFigure } from './figures.ts'
import { cutTo, widthOf } from './measure.ts'
import { heights, highest, type Plot } from './plot.ts'
import { type Scale, scaleOf } from './scale.ts'
import { type Box, colourOf, colours, dashOf, dot, fill, path, rule, write } from './shapes.ts'

const labelFont = { size: 13 }
const valueFont = { size: 12 }
const labelHeight = 26
/** Above the highest tick, for a value on the highest bar. */
const headroom = 18
const afterTicks = 10
const widestBar = 64
const mostDots = 31
/** What stays free at the sides of the picture. */
const edge = 12

interface Area {
  readonly plot: Plot
  readonly box: Box
  readonly scale: Scale
  /** Whether the value over each bar has room. */
  readonly hasValues: boolean
}

/** Labels along the bottom, values upwards. */
export function drawColumns(plot: Plot, whole: Box): string {
  const scale = scaleOf(plot)
  const gutter = Math.max(...scale.ticks.map(({ text }) => widthOf(text, labelFont))) + afterTicks
  const box = {
    x: whole.x + gutter,
    y: whole.y + headroom,
    width: whole.width - gutter,
    height: whole.height - headroom - labelHeight,
  }
  const area = { plot, box, scale, hasValues: haveRoom(plot, box) }
  const body = plot.form === 'line' ? drawLines(area) : drawBars(area)
  return [drawGrid(area, whole.x), body, drawLabels(area), drawNothing(area)].join('')
}

const yOf = ({ box, scale }: Area, value: number): number =>
  box.y + box.height * (1 - value / scale.top)

const slotOf = ({ plot, box }: Area): number => box.width / Math.max(1, plot.labels.length)

const middleOf = (area: Area, index: number): number => area.box.x + slotOf(area) * (index + 0.5)

function drawGrid(area: Area, left: number): string {
  const { box, scale } = area
  return scale.ticks
    .map(({ value, text }) => {
      const y = yOf(area, value)
      const line = rule(
        [box.x, y],
        [box.x + box.width, y],
        value === 0 ? colours.axis : colours.grid,
      )
      return line + write(text, { x: left, y: y + 4.5, ...labelFont, colour: colours.faint })
    })
    .join('')
}

function drawBars(area: Area): string {
  const { plot } = area
  const indices = plot.labels.map((_, index) => index)
  const draw = plot.form === 'stacked' ? drawStack : drawGroup
  return indices.map(index => draw(area, index)).join('')
}

const barWidth = (area: Area, share: number): number =>
  Math.min(widestBar, Math.max(1, slotOf(area) * share))

function drawStack(area: Area, index: number): string {
  const width = barWidth(area, 0.72)
  const x = middleOf(area, index) - width / 2
  let sum = 0
  const parts = area.plot.series.map(({ values }, series) => {
    const value = values[index] ?? 0
    const bottom = yOf(area, sum)
    sum += value
    const y = yOf(area, sum)
    // a thin white line keeps neighbours apart
    const height = Math.max(0, bottom - y - (bottom - y > 3 ? 0.75 : 0))
    return value > 0 ? fill({ x, y, width, height }, colourOf(series)) : ''
  })
  return parts.join('') + valueOver(area, index, sum)
}

function drawGroup(area: Area, index: number): string {
  const { series } = area.plot
  const width = barWidth(area, 0.76 / series.length)
  const left = middleOf(area, index) - (width * series.length) / 2
  const bars = series.map(({ values }, at) => {
    const y = yOf(area, values[index] ?? 0)
    const box = { x: left + at * width, y, width: Math.max(1, width - 1), height: yOf(area, 0) - y }
    return fill(box, colourOf(at))
  })
  const [only] = series
  const value = series.length === 1 ? only?.values[index] : undefined
  return bars.join('') + (value === undefined ? '' : valueOver(area, index, value))
}

function haveRoom(plot: Plot, { width }: Box): boolean {
  const texts = heights(plot).map(value => formatFigure(value, plot.unit))
  const widest = Math.max(...texts.map(text => widthOf(text, valueFont)))
  return (widest + 6) * plot.labels.length <= width
}

function valueOver(area: Area, index: number, value: number): string {
  if (value === 0 || !area.hasValues) return ''
  const at = { x: middleOf(area, index), y: yOf(area, value) - 5, ...valueFont }
  return write(formatFigure(value, area.plot.unit), { ...at, anchor: 'middle', hasHalo: true })
}

function drawLines(area: Area): string {
  return area.plot.series
    .map(({ values }, series) => {
      const points = values.map(
        (value, index) => [middleOf(area, index), yOf(area, value)] as const,
      )
      const colour = colourOf(series)
      const dots = points.length <= mostDots ? points.map(point => dot(point, colour)) : []
      return [path(points, colour, dashOf(series)), ...dots].join('')
    })
    .join('')
}

/** As many labels as do not touch, at even distances. */
function drawLabels(area: Area): string {
  const { plot } = area
  const widest = Math.max(...plot.labels.map(label => widthOf(label, labelFont)))
  const every = Math.max(1, Math.ceil((Math.min(widest, 110) + 10) / slotOf(area)))
  return plot.labels
    .map((label, index) => (index % every === 0 ? drawLabel(area, label, { index, every }) : ''))
    .join('')
}

/** The first may not leave the picture on the left; the last is left out where it would on the right. */
function drawLabel(
  area: Area,
  label: string,
  { index, every }: { readonly index: number; readonly every: number },
): string {
  const { box } = area
  const x = middleOf(area, index)
  const room = Math.min(every * slotOf(area) - 8, 2 * (x - edge))
  const shown = cutTo(label, room, labelFont)
  if (x + widthOf(shown, labelFont) / 2 > box.x + box.width + edge) return ''
  const at = { x, y: box.y + box.height + 19, ...labelFont }
  return write(shown, { ...at, colour: colours.faint, anchor: 'middle' })
}

function drawNothing(area: Area): string {
  const { plot, box } = area
  if (highest(plot) > 0) return ''
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, size: 15 }
  return write('Nothing here: every value is zero', {
    ...at,
    colour: colours.faint,
    anchor: 'middle',
  })
}
