import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { scaleDecimal } from '../../src/lib/decimal.ts'
import type { Capability, Prices } from '../../src/ports/llm.ts'
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
  capabilities,
  ...model
}: z.output<typeof row>): KnownModel {
  const known = prices && toPrices(prices)
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

function toPrices(prices: Readonly<Record<string, string>>): Prices | undefined {
  const read = (name: string) => scaleDecimal(prices[name] ?? '', NANO_DIGITS)
  const input = read('input')
  const output = read('output')
  if (input === undefined || output === undefined) return undefined
  const optional = ['cacheRead', 'cacheWrite', 'reasoning'].flatMap(name => {
    const value = read(name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return { input, output, ...Object.fromEntries(optional) }
}
