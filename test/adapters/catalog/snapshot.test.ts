import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Model {
  readonly id: string
  readonly providerModelId: string
  readonly name: string
  readonly provider: string
  readonly contextWindow: number
  readonly maxOutput?: number
  readonly inputModalities: readonly string[]
  readonly outputModalities: readonly string[]
  readonly capabilities: readonly string[]
  readonly prices: Readonly<Record<string, string>>
  readonly priceTiers?: readonly Readonly<Record<string, string | number>>[]
  readonly aliases: readonly string[]
}

const snapshot = JSON.parse(
  readFileSync(new URL('../../../adapters/catalog/snapshot.json', import.meta.url), 'utf8'),
)
const models: readonly Model[] = snapshot.models

/** Whole nano-USD and smaller: at most twelve places, and never a float's noise. */
const decimal = /^(0|[1-9]\d*)(\.\d{0,11}[1-9])?$/

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index)
}

function findWrong(isWrong: (model: Model) => boolean): string[] {
  return models.filter(isWrong).map(({ id }) => id)
}

describe('the bundled snapshot', () => {
  it('says when and from what it was taken, and under which licence', () => {
    const license = new URL('../../../adapters/catalog/snapshot.LICENSE', import.meta.url)

    expect(snapshot.takenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(snapshot.source).toMatch(/@\d+\.\d+/)
    expect(snapshot.license).toBe('MIT')
    expect(readFileSync(license, 'utf8')).toContain('MIT License')
  })

  it('has every id once, made of its provider and a name', () => {
    expect(repeated(models.map(({ id }) => id))).toEqual([])
    expect(findWrong(({ id, provider }) => !id.startsWith(`${provider}/`))).toEqual([])
    expect(findWrong(({ id }) => !/^[a-z0-9-]+\/[^/\s]+$/.test(id))).toEqual([])
  })

  it('gives every name of a provider to one model only', () => {
    const names = models.flatMap(({ aliases, id, provider, providerModelId }) => {
      const own = new Set([id.slice(provider.length + 1), providerModelId, ...aliases])
      return [...own].map(name => `${provider}: ${name}`)
    })

    expect(repeated(names)).toEqual([])
    expect(findWrong(({ aliases, providerModelId }) => aliases.includes(providerModelId))).toEqual(
      [],
    )
  })

  it('has its prices as exact decimals, input and output together or not at all', () => {
    const tierRates = ({ priceTiers = [] }: Model) =>
      priceTiers.flatMap(({ aboveInputTokens: _, ...rates }) => Object.values(rates))
    const isExact = (price: unknown) => typeof price === 'string' && decimal.test(price)

    expect(findWrong(model => !Object.values(model.prices).every(isExact))).toEqual([])
    expect(findWrong(model => !tierRates(model).every(isExact))).toEqual([])
    expect(findWrong(({ prices }) => 'input' in prices !== 'output' in prices)).toEqual([])
  })

  it('is free only where the id says so', () => {
    const isFree = ({ prices }: Model) => prices['input'] === '0' && prices['output'] === '0'

    expect(findWrong(model => isFree(model) !== model.id.endsWith(':free'))).toEqual([])
  })

  it('has limits that make sense', () => {
    expect(findWrong(({ contextWindow }) => !(contextWindow >= 4_000))).toEqual([])
    expect(findWrong(({ contextWindow, maxOutput = 1 }) => maxOutput > contextWindow)).toEqual([])
    expect(findWrong(({ inputModalities }) => !inputModalities.includes('text'))).toEqual([])
  })

  it.each(['openai', 'anthropic', 'google', 'x-ai', 'deepseek', 'meta-llama', 'mistralai', 'qwen'])(
    'knows models of %s',
    provider => {
      expect(models.some(model => model.provider === provider && model.prices['input'])).toBe(true)
    },
  )

  it.each([
    ['openai/gpt-5', 'gpt-5-2025-08-07', { input: '1.25', output: '10', cacheRead: '0.125' }],
    ['openai/gpt-4o-mini', 'gpt-4o-mini-2024-07-18', { input: '0.15', output: '0.6' }],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5-20250929', { input: '3', output: '15' }],
  ])('has %s, also as %s, at its price', (id, alias, prices) => {
    const model = models.find(one => one.id === id)

    expect(model?.aliases).toContain(alias)
    expect(model?.prices).toMatchObject(prices)
  })
})
