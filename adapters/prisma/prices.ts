import type { PriceException, Prices, Rates } from '../../src/ports/llm.ts'
import type { Prisma } from './generated/sqlite/client.ts'

type Stored = Readonly<Record<string, string | number>> & {
  readonly exceptions?: readonly Readonly<Record<string, string | number>>[]
}

const CONDITIONS = ['aboveInputTokens', 'fromUtc', 'untilUtc']

/** BigInt has no JSON form: rates travel as decimal strings. */
export function fromPrices({ exceptions, ...rates }: Prices): Prisma.InputJsonObject {
  return {
    ...fromRates(rates),
    ...(exceptions && { exceptions: exceptions.map(fromRates) }),
  }
}

const fromRates = (rates: Rates | PriceException) =>
  Object.fromEntries(
    Object.entries(rates).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? String(value) : value,
    ]),
  )

export function toPrices(json: unknown): Prices {
  const { exceptions, ...rates } = json as Stored
  return {
    ...toRates(rates),
    ...(exceptions && { exceptions: exceptions.map(toRates) }),
  } as unknown as Prices
}

const toRates = (rates: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(rates).map(([name, value]) => [
      name,
      CONDITIONS.includes(name) ? value : BigInt(value as string),
    ]),
  )
