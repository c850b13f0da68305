import { type ChartBlock, type PlainBlock, withoutPictures } from '../../src/ui/card.ts'
import type { Chart } from '../../src/ui/chart.ts'
import type { Json } from './json.ts'
import { cut, limits } from './limits.ts'

/** How the charts of a card are shown; those that are neither are said in words. */
export interface Pictures {
  /** By Slack's own block. */
  readonly natives: ReadonlySet<ChartBlock>
  /** As a picture that has been uploaded, with its id. */
  readonly uploaded: ReadonlyMap<ChartBlock, string>
}

export const noPictures: Pictures = { natives: new Set(), uploaded: new Map() }

const nanoPerUsd = 1e9
const units = { usd: 'US dollars', ms: 'milliseconds', tokens: 'tokens', count: '', percent: '%' }

/**
 * Whether Slack can draw it by itself. It has no stacked bars, and what it takes is documented in contradicting ways:
 * these are the smaller numbers.
 */
export function isNative({ chart }: ChartBlock): boolean {
  const labels = chart.labels.map(label => cut(label, limits.chartLabel))
  const names = chart.series.map(({ name }) => cut(name, limits.chartLabel))
  return (
    chart.form !== 'stacked' &&
    labels.length <= limits.chartLabels &&
    names.length <= limits.chartSeries &&
    [labels, names].every(list => new Set(list).size === list.length)
  )
}

export function toNativeChart({ chart }: ChartBlock, clean: (text: string) => string): Json {
  const categories = chart.labels.map(label => cut(clean(label), limits.chartLabel))
  const unit = units[chart.unit]
  return {
    type: 'data_visualization',
    title: cut(clean(chart.title), limits.chartTitle),
    chart: {
      type: chart.form === 'line' ? 'line' : 'bar',
      series: valuesOf(chart).map(({ name, values }) => ({
        name: cut(clean(name), limits.chartLabel),
        data: values.map((value, index) => ({ label: categories[index] ?? '', value })),
      })),
      axis_config: { categories, ...(unit !== '' && { y_label: unit }) },
    },
  }
}

const valuesOf = (chart: Chart) =>
  chart.unit === 'usd'
    ? chart.series.map(({ name, values }) => ({
        name,
        values: values.map(nano => Number(nano) / nanoPerUsd),
      }))
    : chart.series

export const toPicture = ({ chart }: ChartBlock, fileId: string): Json => ({
  type: 'image',
  alt_text: cut(`${chart.title}: ${chart.summary}`, limits.altText),
  title: { type: 'plain_text', text: cut(chart.title, limits.altText) },
  slack_file: { id: fileId },
})

export const inWords = (block: ChartBlock): readonly PlainBlock[] =>
  withoutPictures({ blocks: [block] }).blocks
