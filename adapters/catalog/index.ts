import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { scaleDecimal } from '../../src/lib/decimal.ts'
import type { Capability, PriceException, Prices, Rates } from '../../src/ports/llm.ts'
import type { KnownModel, Snapshot } from '../../src/ports/snapshot.ts'

const row = z.object({
  id: z.string(),
  providerModelId: z.string(),
  name: z.string(),
  provider: z.string(),
  family: z.string().optional(),
  contextWindow: z.int().optional(),
  maxOutput: z.int().optional(),
  inputModalities: z.array(z.string()),
  outputModalities: z.array(z.string()),
  capabilities: z.array(z.string()),
  prices: z.record(z.string(), z.string()).optional(),
  priceTiers: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).default([]),
  deprecatedOn: z.string().optional(),
  aliases: z.array(z.string()).default([]),
})

const file = z.object({ takenOn: z.string(), models: z.array(row) })

// USD per million tokens
const NANO_DIGITS = 9

/** Reads the data file beside this one. `scripts/make-snapshot.mjs` makes it. */
export async function readSnapshot(): Promise<Snapshot> {
  const json = await readFile(new URL('./snapshot.json', import.meta.url), 'utf8')
  const { takenOn, models } = file.parse(JSON.parse(json))
  return { takenOn, models: models.map(toModel) }
}

function toModel({
  providerModelId,
  prices,
  priceTiers,
  capabilities,
  ...model
}: z.output<typeof row>): KnownModel {
  const known = prices && toPrices(prices, priceTiers)
  const present = Object.entries(model).filter(([, value]) => value !== undefined)
  return {
    ...(Object.fromEntries(present) as typeof model & { contextWindow: number }),
    aliases: model.aliases.map(alias =>
      alias.includes('/') ? alias : `${model.provider}/${alias}`,
    ),
    makerModelId: providerModelId,
    capabilities: capabilities as Capability[],
    priceState: known ? 'known' : 'unknown',
    ...(known && { prices: known }),
  } as KnownModel
}

type Decimals = Readonly<Record<string, string | number>>

function toPrices(prices: Decimals, tiers: readonly Decimals[]): Prices | undefined {
  const { input, output, ...others } = toRates(prices)
  if (input === undefined || output === undefined) return undefined
  return {
    ...{ input, output, ...others },
    ...(tiers.length > 0 && { exceptions: tiers.map(toTier) }),
  }
}

const toTier = ({ aboveInputTokens, ...rates }: Decimals): PriceException => ({
  aboveInputTokens: Number(aboveInputTokens),
  ...toRates(rates),
})

const RATES = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWriteHour',
  'reasoning',
  'audioInput',
] as const

const toRates = (prices: Decimals): Partial<Rates> =>
  Object.fromEntries(
    RATES.flatMap(name => {
      const rate = scaleDecimal(String(prices[name] ?? ''), NANO_DIGITS)
      return rate === undefined ? [] : [[name, rate] as const]
    }),
  )
