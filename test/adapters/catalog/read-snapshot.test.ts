import { describe, expect, it } from 'vitest'
import { readSnapshot } from '../../../adapters/catalog/index.ts'

const { takenOn, models } = await readSnapshot()
const find = (id: string) => models.find(model => model.id === id)

describe('the snapshot', () => {
  it('says when it was taken', () => {
    expect(takenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  it.each(['openai/gpt-5', 'openai/gpt-4o-mini', 'anthropic/claude-sonnet-4.5'])('knows %s', id => {
    expect(find(id)).toMatchObject({ id, priceState: 'known' })
  })

  it('knows what GPT-5 costs and can do, to the last nano-dollar', () => {
    expect(find('openai/gpt-5')).toMatchObject({
      provider: 'openai',
      makerModelId: 'gpt-5',
      contextWindow: 400_000,
      capabilities: expect.arrayContaining(['vision', 'reasoning', 'tools']),
      prices: { input: 1_250_000_000n, output: 10_000_000_000n, cacheRead: 125_000_000n },
    })
  })

  it('knows that a long question is dearer', () => {
    expect(find('google/gemini-2.5-pro')?.prices?.exceptions).toEqual([
      {
        aboveInputTokens: 200_000,
        input: 2_500_000_000n,
        output: 15_000_000_000n,
        cacheRead: 250_000_000n,
      },
    ])
  })

  it('knows what sound and a cache that lasts cost', () => {
    expect(find('google/gemini-2.5-flash')?.prices?.audioInput).toBe(1_000_000_000n)
    expect(find('anthropic/claude-sonnet-4.5')?.prices).toMatchObject({
      cacheWrite: 3_750_000_000n,
      cacheWriteHour: 6_000_000_000n,
    })
  })

  it('maps the maker’s dated id', () => {
    const sonnet = find('anthropic/claude-sonnet-4.5')

    expect([sonnet?.makerModelId, ...(sonnet?.aliases ?? [])].join(' ')).toMatch(
      /claude-sonnet-4-5/,
    )
  })

  it('has every model once, under its provider', () => {
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length)
    expect(models.length).toBeGreaterThan(100)
    for (const { id, provider } of models) expect(id.startsWith(`${provider}/`)).toBe(true)
  })

  it('has no alias that is another model’s id or alias', () => {
    const ids = new Set(models.map(({ id }) => id))
    const aliases = models.flatMap(model => model.aliases)

    expect(aliases.filter(alias => ids.has(alias))).toEqual([])
    expect(new Set(aliases).size).toBe(aliases.length)
    expect(aliases.every(alias => alias.includes('/'))).toBe(true)
  })

  it('never takes an unknown price for nothing', () => {
    for (const { prices, priceState } of models) {
      expect(prices !== undefined).toBe(priceState === 'known')
      const { exceptions = [], ...usual } = prices ?? {}
      const tiers = exceptions.map(({ aboveInputTokens: _above, ...rates }) => rates)
      for (const price of [usual, ...tiers].flatMap(rates => Object.values(rates))) {
        expect(typeof price).toBe('bigint')
        expect(price).toBeGreaterThanOrEqual(0n)
        expect(price).toBeLessThan(10_000n * 1_000_000_000n)
      }
    }
  })

  it('says nothing where nothing is known', () => {
    for (const model of models) {
      expect(Object.values(model)).not.toContain(undefined)
      if (model.contextWindow !== undefined) expect(model.contextWindow).toBeGreaterThan(0)
      if (model.maxOutput !== undefined) expect(model.maxOutput).toBeGreaterThan(0)
    }
  })
})
