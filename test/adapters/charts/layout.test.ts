import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatFigure, formatTick } from '../../../adapters/charts/figures.ts'
import { widthOf } from '../../../adapters/charts/measure.ts'
import { scaleOf } from '../../../adapters/charts/scale.ts'
import { toSvg } from '../../../adapters/charts/to-svg.ts'
import type { Chart } from '../../../src/ui/chart.ts'

interface Written {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const TEXT =
  /<text x="(?<x>[\d.-]+)" y="(?<y>[\d.-]+)" font-size="(?<size>\d+)" font-weight="(?<weight>\d+)"[^>]*text-anchor="(?<anchor>\w+)"[^>]*>(?<text>[^<]*)</g

const entities: Readonly<Record<string, string>> = { '&quot;': '"', '&lt;': '<', '&amp;': '&' }

/** Where each line of text stands. */
function written(svg: string): readonly Written[] {
  return [...svg.matchAll(TEXT)].map(({ groups = {} }) => {
    const [x, y, size] = [groups['x'], groups['y'], groups['size']].map(Number) as [
      number,
      number,
      number,
    ]
    const text = (groups['text'] ?? '').replace(/&(?:quot|lt|amp);/g, one => entities[one] ?? '')
    const width = widthOf(text, { size, isBold: groups['weight'] === '600' })
    const left = groups['anchor'] === 'middle' ? x - width / 2 : x
    return { text, left, right: left + width, top: y - size * 0.75, bottom: y }
  })
}

const touch = (a: Written, b: Written): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const name = fc.string({ minLength: 1, maxLength: 50, unit: 'grapheme-ascii' })
const amount = fc.oneof(
  fc.constant(0n),
  fc.bigInt({ min: 1n, max: 100_000n }),
  fc.bigInt({ min: 0n, max: 10n ** 15n }),
)

const charts: fc.Arbitrary<Chart> = fc
  .record({ labels: fc.integer({ min: 1, max: 60 }), series: fc.integer({ min: 1, max: 8 }) })
  .chain(({ labels, series }) =>
    fc.record({
      form: fc.constantFrom('bars' as const, 'stacked' as const, 'line' as const),
      unit: fc.constant('usd' as const),
      title: name,
      summary: name,
      labels: fc.array(name, { minLength: labels, maxLength: labels }),
      series: fc.array(
        fc.record({ name, values: fc.array(amount, { minLength: labels, maxLength: labels }) }),
        { minLength: series, maxLength: series },
      ),
    }),
  )

describe('the layout', () => {
  it('keeps every text inside the picture and apart from every other', () => {
    fc.assert(
      fc.property(charts, chart => {
        const texts = written(toSvg(chart))

        for (const text of texts) {
          expect(text.left, text.text).toBeGreaterThanOrEqual(10)
          expect(text.right, text.text).toBeLessThanOrEqual(640)
        }
        const touching = texts.flatMap((a, index) =>
          texts.slice(index + 1).flatMap(b => (touch(a, b) ? `${a.text} | ${b.text}` : [])),
        )
        expect(touching).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('stands title, legend and axis on one left edge', () => {
    const texts = written(
      toSvg({
        form: 'line',
        title: 'Title',
        unit: 'count',
        labels: ['a', 'b'],
        series: [{ name: 'one', values: [3, 4] }],
        summary: 's',
      }),
    )

    const edges = texts.filter(({ text }) => /Title|^\d$/.test(text)).map(({ left }) => left)
    expect(new Set(edges)).toEqual(new Set([22]))
  })
})

describe('the axis', () => {
  it.each([
    { unit: 'usd', most: 0.0387, ticks: ['$0', '$0.01', '$0.02', '$0.03', '$0.04'] },
    { unit: 'usd', most: 3e-6, ticks: ['$0', '$0.000001', '$0.000002', '$0.000003'] },
    { unit: 'usd', most: 210, ticks: ['$0', '$100', '$200', '$300'] },
    { unit: 'count', most: 3, ticks: ['0', '1', '2', '3'] },
    { unit: 'tokens', most: 5_600_000, ticks: ['0', '2M', '4M', '6M'] },
    { unit: 'ms', most: 2_210, ticks: ['0 s', '1 s', '2 s', '3 s'] },
    { unit: 'percent', most: 97, ticks: ['0 %', '25 %', '50 %', '75 %', '100 %'] },
    { unit: 'usd', most: 0, ticks: ['$0'] },
  ] as const)('of $most $unit reads $ticks', ({ unit, most, ticks }) => {
    const series = [{ name: 'one', values: [most] }]
    const plot = { form: 'line', unit, title: 't', labels: ['a'], series } as const

    expect(scaleOf(plot).ticks.map(({ text }) => text)).toEqual(ticks)
  })
})

describe('a figure', () => {
  it.each([
    ['usd', 4.23, '$4.23'],
    ['usd', 0.0042, '$0.0042'],
    ['usd', 0.00003, '<$0.0001'],
    ['usd', 0, '$0'],
    ['ms', 420, '420 ms'],
    ['ms', 1_500, '1.5 s'],
    ['tokens', 12_345, '12.35K'],
    ['percent', 25, '25 %'],
  ] as const)('in %s of %s reads %s', (unit, value, text) => {
    expect(formatFigure(value, unit)).toBe(text)
  })

  it('never makes two ticks look the same', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), most => {
        const series = [{ name: 'one', values: [most] }]
        const plot = { form: 'line', unit: 'usd', title: 't', labels: ['a'], series } as const
        const { ticks } = scaleOf(plot)
        expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length)
        expect(ticks[0]?.text).toBe(formatTick(0, 'usd', 1))
      }),
    )
  })
})
