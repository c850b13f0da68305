import type { Chart } from '../ui/chart.ts'

/** Draws charts for platforms that have none of their own. */
export interface Charts {
  /** A PNG, twice as fine as it is meant to be seen. Does not block: it is drawn on another thread. */
  draw(chart: Chart): Promise<Uint8Array>
}
