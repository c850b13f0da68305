import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { createCharts } from '../../../adapters/charts/index.ts'
import type { Chart } from '../../../src/ui/chart.ts'
import { type Pixels, readPng } from './read-png.ts'

const charts = createCharts()

const chart = (more: Partial<Chart> = {}): Chart =>
  ({
    form: 'stacked',
    title: 'Spent by day',
    unit: 'usd',
    labels: ['Mon', 'Tue', 'Wed'],
    series: [
      { name: 'GPT-5', values: [20_000_000n, 45_000_000n, 0n] },
      { name: 'Claude', values: [5_000_000n, 0n, 9_000_000n] },
    ],
    summary: 'Tuesday was the dearest.',
    ...more,
  }) as Chart

interface Area {
  readonly from: readonly [x: number, y: number]
  readonly to: readonly [x: number, y: number]
}

/** How many pixels there have (nearly) this colour. */
function count({ width, rgba }: Pixels, colour: readonly number[], { from, to }: Area): number {
  let found = 0
  for (let y = from[1]; y < to[1]; y += 1) {
    for (let x = from[0]; x < to[0]; x += 1) {
      const at = (y * width + x) * 4
      if (colour.every((value, index) => Math.abs((rgba[at + index] ?? 0) - value) < 24)) found += 1
    }
  }
  return found
}

const ink = [0x1d, 0x1c, 0x1d]
const blue = [0x00, 0x72, 0xb2]
const title: Area = { from: [40, 30], to: [500, 90] }

describe('a drawn chart', () => {
  it('has its letters: fonts that cannot be read leave none, without an error', async () => {
    const pixels = readPng(await charts.draw(chart()))

    expect(count(pixels, ink, title)).toBeGreaterThan(800)
    expect(count(pixels, [0x5c, 0x5c, 0x66], whole(pixels))).toBeGreaterThan(500)
  })

  it('has its bars on white, twice as fine as it is seen', async () => {
    const pixels = readPng(await charts.draw(chart()))

    expect(pixels.width).toBe(1280)
    expect(count(pixels, blue, whole(pixels))).toBeGreaterThan(20_000)
    expect(count(pixels, [255, 255, 255], whole(pixels))).toBeGreaterThan(400_000)
  })

  it('has no bars where all is zero, and says so', async () => {
    const zero = chart({ series: [{ name: 'GPT-5', values: [0n, 0n, 0n] }] })

    const pixels = readPng(await charts.draw(zero))

    expect(count(pixels, blue, whole(pixels))).toBe(0)
    expect(count(pixels, [0x5c, 0x5c, 0x66], whole(pixels))).toBeGreaterThan(1_000)
  })

  it('takes names that would be markup', async () => {
    const odd = chart({ title: '<script>&amp; "\u0000\u001b' })

    const pixels = readPng(await charts.draw(odd))

    expect(count(pixels, ink, title)).toBeGreaterThan(800)
  })

  it('leaves the event loop free while it is drawn', async () => {
    const labels = Array.from({ length: 60 }, (_, index) => `${index + 1} Nov`)
    const large = chart({
      labels,
      series: Array.from({ length: 8 }, (_, series) => ({
        name: `model ${series}`,
        values: labels.map((_, index) => BigInt(series * index * 1_000_000)),
      })),
    })
    await charts.draw(large)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const startedAt = performance.now()
    delay.enable()

    for (let index = 0; index < 5; index += 1) await charts.draw(large)

    delay.disable()
    // the machine may be slow, but most of each drawing happens elsewhere
    const eachMs = (performance.now() - startedAt) / 5
    expect(delay.percentile(90) / 1e6).toBeLessThan(eachMs / 2)
  })
})

const whole = ({ width, height }: Pixels): Area => ({ from: [0, 0], to: [width, height] })
