import type { Chart } from '../../src/ui/chart.ts'

/** What is drawn: money has become a number of dollars, of which only lengths and short labels are made. */
export interface Plot {
  readonly form: Chart['form']
  readonly unit: Chart['unit']
  readonly title: string
  readonly labels: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
}

const nanoPerUsd = 1e9

export function toPlot(chart: Chart): Plot {
  const { form, unit, title, labels } = chart
  const series =
    chart.unit === 'usd'
      ? chart.series.map(({ name, values }) => ({
          name,
          values: values.map(nano => Number(nano) / nanoPerUsd),
        }))
      : chart.series
  return { form, unit, title, labels, series }
}

/** By label, how high it goes: the sum of a stack, the highest of what stands side by side. */
export function heights({ form, labels, series }: Plot): readonly number[] {
  const all = labels.map((_, index) => series.map(({ values }) => values[index] ?? 0))
  return all.map(values =>
    form === 'stacked' ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values),
  )
}

export const highest = (plot: Plot): number => Math.max(0, ...heights(plot))
