import type { Font } from './measure.ts'

export const colours = { ink: '#1d1c1d', faint: '#5c5c66', grid: '#e3e3e8', axis: '#9a9aa5' }

/** After Okabe and Ito, without their yellow, which is lost on white: tellable apart by colour-blind readers. */
const palette = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#d55e00',
  '#56b4e9',
  '#cc79a7',
  '#5b4b8a',
  '#8a8a8a',
]

export const colourOf = (series: number): string => palette[series % palette.length] ?? colours.ink

/** The second four lines are dashed, so that colour is not all that tells them apart. */
export const dashOf = (series: number): string =>
  series < 4 ? '' : ` stroke-dasharray="${series % 2 === 0 ? '7 4' : '2 4'}"`

const round = (value: number): string => String(Math.round(value * 100) / 100)

/** What XML does not take is left out, what it would read as markup is escaped. */
const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no form for them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')

export interface Written extends Font {
  readonly x: number
  /** The baseline. */
  readonly y: number
  readonly colour?: string
  readonly anchor?: 'start' | 'middle'
  /** Keeps what is behind from running through the letters. */
  readonly hasHalo?: boolean
}

const halo = ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'

export const write = (
  text: string,
  { x, y, size, isBold, colour = colours.ink, anchor = 'start', hasHalo = false }: Written,
): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${isBold ? 600 : 400}" fill="${colour}" text-anchor="${anchor}"${hasHalo ? halo : ''}>${escapeXml(text)}</text>`

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const fill = ({ x, y, width, height }: Box, colour: string, radius = 0): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${colour}"/>`

export const rule = (
  from: readonly [number, number],
  to: readonly [number, number],
  colour: string,
) =>
  `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" stroke="${colour}" stroke-width="1"/>`

type Point = readonly [x: number, y: number]

export const path = (points: readonly Point[], colour: string, dash: string): string =>
  `<polyline points="${points.map(point => point.map(round).join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"${dash}/>`

export const dot = ([x, y]: Point, colour: string): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="${colour}" stroke="#ffffff" stroke-width="1.5"/>`
