import { formatTick } from './figures.ts'
import { highest, type Plot } from './plot.ts'

export interface Tick {
  readonly value: number
  readonly text: string
}

export interface Scale {
  /** The value of the highest tick, never zero. */
  readonly top: number
  readonly ticks: readonly Tick[]
}

const mostSteps = 4

/** Round steps from zero to just above the highest value; where all is zero, nothing but the zero. */
export function scaleOf(plot: Plot): Scale {
  const most = highest(plot)
  const isWhole = plot.unit === 'count' || plot.unit === 'tokens'
  if (most <= 0) return { top: 1, ticks: [{ value: 0, text: formatTick(0, plot.unit, 1) }] }
  const step = roundStep(most / mostSteps, isWhole)
  const steps = Math.max(1, Math.ceil(most / step - 1e-9))
  const ticks = Array.from({ length: steps + 1 }, (_, index) => index * step)
  return {
    top: steps * step,
    ticks: ticks.map(value => ({ value, text: formatTick(value, plot.unit, step) })),
  }
}

function roundStep(least: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const steps = [1, 2, 2.5, 5, 10].map(factor => factor * power)
  const fitting = steps.find(
    step => step >= least * (1 - 1e-9) && (!isWhole || Number.isInteger(step)),
  )
  return fitting ?? Math.max(1, Math.ceil(least))
}
