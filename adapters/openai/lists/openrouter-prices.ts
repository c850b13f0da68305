import { z } from 'zod'
import { scaleDecimal } from '../../../src/lib/decimal.ts'
import type { PriceException, PriceState, Prices, Rates } from '../../../src/ports/llm.ts'

const price = z.union([z.string(), z.number()]).nullish()

// USD per token as a decimal string; nano-USD per million tokens is the same number with fifteen more places
const PER_TOKEN = 15
const PER_PIECE = 9

/** Their name, ours, and how many places their decimal is moved. */
const components = [
  ['prompt', 'input', PER_TOKEN],
  ['completion', 'output', PER_TOKEN],
  ['input_cache_read', 'cacheRead', PER_TOKEN],
  ['input_cache_write', 'cacheWrite', PER_TOKEN],
  ['input_cache_write_1h', 'cacheWriteHour', PER_TOKEN],
  ['internal_reasoning', 'reasoning', PER_TOKEN],
  ['audio', 'audioInput', PER_TOKEN],
  ['audio_output', 'audioOutput', PER_TOKEN],
  ['image', 'image', PER_PIECE],
  ['request', 'request', PER_PIECE],
] as const

/** Priced too, but nothing that a chat uses. */
const UNUSED = ['web_search', 'image_output', 'input_audio_cache', 'image_token', 'discount']
const CONDITIONS = ['min_prompt_tokens', 'utc_start', 'utc_end']

export const pricing = z
  .object({ overrides: z.array(z.record(z.string(), z.unknown())).nullish().catch(null) })
  .loose()

type Pricing = z.output<typeof pricing>

interface Priced {
  readonly prices?: Prices
  readonly priceState: PriceState
}

/** A negative price means "depends", which only the answer can tell. */
export function toPrices(sent: Pricing | undefined): Priced {
  const { input, output, ...others } = readRates(sent ?? {})
  const exceptions = (sent?.overrides ?? []).flatMap(toException)
  if (input === undefined || output === undefined) return { priceState: 'unknown' }
  const isDynamic = [{ input, output }, ...exceptions].some(isNegative)
  if (isDynamic) return { priceState: 'dynamic' }
  return {
    priceState: 'known',
    prices: {
      ...{ input, output, ...charged(others) },
      ...(exceptions.length > 0 && { exceptions }),
    },
  }
}

const isNegative = ({ input = 0n, output = 0n }: Partial<Rates>): boolean =>
  input < 0n || output < 0n

const readRates = (sent: Readonly<Record<string, unknown>>): Partial<Rates> =>
  Object.fromEntries(
    components.flatMap(([theirs, ours, scale]) => {
      const value = price.safeParse(sent[theirs]).data
      const rate = scaleDecimal(String(value ?? ''), scale)
      return rate === undefined ? [] : [[ours, rate] as const]
    }),
  )

/** Zero stands for "not priced by itself" in all but input and output. */
const charged = (rates: Partial<Rates>): Partial<Rates> =>
  Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate > 0n))

/** One whose conditions are not understood is left out: it would apply too often. */
function toException(sent: Readonly<Record<string, unknown>>): readonly PriceException[] {
  const names = Object.keys(sent)
  const isKnown = names.every(name => isComponent(name) || CONDITIONS.includes(name))
  const conditions = readConditions(sent)
  if (!isKnown || !conditions) return []
  const { input, output, ...others } = readRates(sent)
  const both = Object.entries({ input, output }).filter(([, rate]) => rate !== undefined)
  return [{ ...conditions, ...Object.fromEntries(both), ...charged(others) }]
}

const isComponent = (name: string): boolean =>
  UNUSED.includes(name) || components.some(([theirs]) => theirs === name)

type Conditions = Pick<PriceException, 'aboveInputTokens' | 'fromUtc' | 'untilUtc'>

function readConditions(sent: Readonly<Record<string, unknown>>): Conditions | undefined {
  const above = sent['min_prompt_tokens']
  const fromUtc = toTime(sent['utc_start'])
  const untilUtc = toTime(sent['utc_end'])
  const hasSize = typeof above === 'number' && Number.isInteger(above)
  const hasTime = fromUtc !== undefined && untilUtc !== undefined
  if (!hasSize && !hasTime) return undefined
  return {
    ...(hasSize && { aboveInputTokens: above }),
    ...(hasTime && { fromUtc, untilUtc }),
  }
}

/** `0130`, `130` or `01:30`. */
function toTime(value: unknown): string | undefined {
  const digits = String(value ?? '')
    .replace(':', '')
    .padStart(4, '0')
  if (value === undefined || value === null || !/^([01]\d|2[0-3])[0-5]\d$|^2400$/.test(digits)) {
    return undefined
  }
  return `${digits.slice(0, 2)}:${digits.slice(2)}`
}
