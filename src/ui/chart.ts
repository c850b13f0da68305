/** Figures as a picture. Money stays exact until the renderer turns it into lengths. */
export type Chart = MoneyChart | FigureChart

interface Drawn {
  /** Lines and bars share their labels: the days, the models … `stacked` bars add up. */
  readonly form: 'bars' | 'stacked' | 'line'
  /** At most 80 characters. */
  readonly title: string
  /** 1 to 60, from left to right. */
  readonly labels: readonly string[]
  /** One sentence that says what the picture shows, for whoever does not see it. */
  readonly summary: string
}

export interface MoneyChart extends Drawn {
  readonly unit: 'usd'
  readonly series: readonly ChartSeries<bigint>[]
}

export interface FigureChart extends Drawn {
  readonly unit: 'ms' | 'tokens' | 'count' | 'percent'
  readonly series: readonly ChartSeries<number>[]
}

/** 1 to 8 of them, each with one value (nano-USD, or in the chart's unit; never negative) per label. */
export interface ChartSeries<Value> {
  readonly name: string
  readonly values: readonly Value[]
}
