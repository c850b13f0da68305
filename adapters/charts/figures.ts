import type { Plot } from './plot.ts'

type Unit = Plot['unit']

/** How a unit is written: a value on its own, and one of ticks that are `step` apart. */
interface Notation {
  figure(value: number): string
  tick(value: number, step: number): string
}

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const trimmed = (value: number, digits: number): string =>
  grouped(value, digits).replace(/\.0+$/, '')

const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 })

const aLot = 10_000

/** How many digits after the point a step needs. */
function digitsOf(step: number): number {
  let digits = 0
  for (let rest = step; digits < 12; rest *= 10) {
    const isWhole = rest > 0.9 && Math.abs(rest - Math.round(rest)) < 1e-6
    if (isWhole) break
    digits += 1
  }
  return digits
}

const dollars: Notation = {
  figure(value) {
    if (value === 0) return '$0'
    if (value < 0.0001) return '<$0.0001'
    if (value < 1) return `$${grouped(value, 4)}`
    return `$${value < aLot ? grouped(value, 2) : short.format(value)}`
  },
  tick(value, step) {
    if (value === 0) return '$0'
    if (value >= aLot) return `$${short.format(value)}`
    const digits = digitsOf(step)
    return `$${grouped(value, digits === 0 ? 0 : Math.max(2, digits))}`
  },
}

const things: Notation = {
  figure: value => short.format(value),
  tick: (value, step) => (value >= aLot ? short.format(value) : grouped(value, digitsOf(step))),
}

const notations: Readonly<Record<Unit, Notation>> = {
  usd: dollars,
  tokens: things,
  count: things,
  percent: {
    figure: value => `${trimmed(value, 1)} %`,
    tick: (value, step) => `${grouped(value, digitsOf(step))} %`,
  },
  ms: {
    figure: value => (value < 1000 ? `${grouped(value, 0)} ms` : `${trimmed(value / 1000, 1)} s`),
    tick: (value, step) =>
      step < 500
        ? `${grouped(value, digitsOf(step))} ms`
        : `${grouped(value / 1000, digitsOf(step / 1000))} s`,
  },
}

/** A value on its own, such as at the end of a bar: `$0.0042`, `1.5 s`, `12.3K`, `25 %`. */
export const formatFigure = (value: number, unit: Unit): string => notations[unit].figure(value)

/** As few digits as tell the ticks apart: `$0.02` where they are a cent apart, `$250` where they are 50 dollars apart. */
export const formatTick = (value: number, unit: Unit, step: number): string =>
  notations[unit].tick(value, step)
