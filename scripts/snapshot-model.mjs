// What several sources say about one model, as a row of the snapshot (see make-snapshot.mjs).

// The makers that are also called directly: folder name in pi-ai, prefix in an id.
export const makers = { openai: 'openai', anthropic: 'anthropic', google: 'google', xai: 'x-ai' }

export const dated = /-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|latest)$/

export function split(id) {
  const at = id.indexOf('/')
  return [id.slice(0, at), id.slice(at + 1)]
}

// `listed` is OpenRouter's entry, `direct` are the maker's own, `reference` is genai-prices'.
export function toModel({ id, listed, direct, reference }, day) {
  const [provider, slug] = split(id)
  const facts = direct[0] ?? listed
  const cost = isPriced(facts) ? facts.cost : (listed ?? facts).cost
  const prices = { ...toPrices(cost, id), ...toAudioPrice(reference, day) }
  const model = {
    id,
    providerModelId: direct[0]?.id ?? toMakersId(provider, slug),
    name: (listed ?? facts).name
      .replace(/^[^:]+: /, '')
      .replace(/ \(latest\)$/, '')
      .trim(),
    provider,
    contextWindow: toWindow(listed, direct[0], reference),
    ...toMaxOutput(listed, direct[0]),
    inputModalities: [...facts.input, ...(prices.audioInput ? ['audio'] : [])],
    outputModalities: ['text', ...otherOutputs(slug)],
    capabilities: toCapabilities(facts, direct[0], prices),
    prices,
    ...toTiers(cost, currentPrices(reference, day), id),
  }
  return { ...model, aliases: toAliases(model, direct, reference) }
}

function toMakersId(provider, slug) {
  return provider === 'anthropic' ? slug.replaceAll('.', '-') : slug
}

// OpenRouter may list more than a maker's own API still takes; two that say so are believed.
function toWindow(listed, direct, reference) {
  const isAgreed = direct && direct.contextWindow === reference?.context_window
  if (isAgreed) return direct.contextWindow
  return Math.max(listed?.contextWindow ?? 0, direct?.contextWindow ?? 0)
}

function toMaxOutput(listed, direct) {
  const known = [listed, direct].filter(model => model && !isMadeUpLimit(model))
  if (known.length === 0) return {}
  return { maxOutput: Math.min(...known.map(({ maxTokens }) => maxTokens)) }
}

// What pi-ai writes where no limit is known: 4,096, nine tenths of the window, or all of it.
function isMadeUpLimit({ contextWindow, maxTokens }) {
  return maxTokens === 4096 || maxTokens >= Math.floor(contextWindow * 0.9)
}

function otherOutputs(slug) {
  if (/image|nano-banana/.test(slug)) return ['image']
  return /audio/.test(slug) ? ['audio'] : []
}

// pi-ai lists only models that call tools.
function toCapabilities(facts, direct, prices) {
  const isStrict = direct?.compat?.supportsStrictMode || direct?.compat?.supportsStrictTools
  const isTooOld = /^(gpt-3|gpt-4$|gpt-4-|gpt-4o-2024-05)/.test(direct?.id ?? '')
  const has = {
    vision: facts.input.includes('image'),
    tools: true,
    reasoning: facts.reasoning,
    'structured-output': isStrict && !isTooOld,
    audio: prices.audioInput !== undefined,
    caching: prices.cacheRead !== undefined,
  }
  return Object.keys(has).filter(name => has[name])
}

function isPriced({ cost }) {
  return cost.input > 0 || cost.output > 0
}

// A zero is a price only where both are zero and the id says that it is free.
function toPrices(cost, id) {
  if (!isPriced({ cost })) return id.endsWith(':free') ? { input: '0', output: '0' } : {}
  return {
    input: toDecimal(cost.input),
    output: toDecimal(cost.output),
    ...(cost.cacheRead > 0 && { cacheRead: toDecimal(cost.cacheRead) }),
    ...(cost.cacheWrite > 0 && { cacheWrite: toDecimal(cost.cacheWrite) }),
    ...(cost.cacheWrite > 0 && isAnthropics(id) && { cacheWriteHour: toDecimal(cost.input * 2) }),
  }
}

// Anthropic's price list: a write that is kept for an hour costs twice the input.
function isAnthropics(id) {
  return split(id)[0] === 'anthropic'
}

function toAudioPrice(reference, day) {
  const price = currentPrices(reference, day).input_audio_mtok
  return price ? { audioInput: toDecimal(base(price)) } : {}
}

// Where a maker counts its threshold in, genai-prices has one token less than pi-ai.
function toTiers(cost, checked, id) {
  if (!cost.tiers) return {}
  const starts = (checked.input_mtok?.tiers ?? []).map(({ start }) => start)
  const toTier = ({ inputTokensAbove: above, ...rates }) => ({
    aboveInputTokens: starts.includes(above - 1) ? above - 1 : above,
    ...toPrices(rates, id),
  })
  return { priceTiers: cost.tiers.map(toTier) }
}

function toDecimal(number) {
  const exact = Number(number.toPrecision(12)).toFixed(12)
  return exact.replace(/\.?0+$/, '')
}

function toAliases(model, direct, reference) {
  const own = model.providerModelId
  const exact = reference ? exactNames(reference.match) : []
  const names = [reference?.id, ...exact, ...direct.map(({ id }) => id)].filter(Boolean)
  const isOurs = name => name !== own && [own, split(model.id)[1]].includes(name.replace(dated, ''))
  return [...new Set(names.filter(isOurs))].sort()
}

export function exactNames(match) {
  if (match.equals) return [match.equals]
  return (match.or ?? []).flatMap(exactNames)
}

// A maker's dated model that costs the same as the undated one is another name for it.
export function foldDated(models) {
  const byId = new Map(models.map(model => [model.id, model]))
  for (const model of models) {
    const family = byId.get(model.id.replace(dated, ''))
    if (!family || family === model || model.id.endsWith('latest')) continue
    const slug = split(model.id)[1]
    const others = family.aliases.filter(alias => alias !== slug)
    const isFolded = isMaker(model.provider) && isSamePrice(model, family)
    family.aliases = isFolded ? [...others, slug].sort() : others
    if (isFolded) byId.delete(model.id)
  }
  return [...byId.values()]
}

function isMaker(provider) {
  return Object.values(makers).includes(provider)
}

function isSamePrice(one, other) {
  return JSON.stringify(one.prices) === JSON.stringify(other.prices)
}

// Prints where the two sources of prices disagree.
export function compare(part, day) {
  const { prices } = toModel(part, day)
  const { input_mtok: input, output_mtok: output } = currentPrices(part.reference, day)
  if (input === undefined || output === undefined || !prices.input) return
  const theirs = [base(input), base(output)].map(toDecimal).join(' / ')
  const ours = [prices.input, prices.output].join(' / ')
  if (theirs !== ours) console.error(`${part.id}: ${ours}, genai-prices has ${theirs}`)
}

function currentPrices(reference, day) {
  const prices = reference?.prices ?? {}
  if (!Array.isArray(prices)) return prices
  const past = prices.filter(({ constraint }) => (constraint?.start_date ?? '') <= day)
  return past.at(-1)?.prices ?? {}
}

function base(price) {
  return typeof price === 'object' ? price.base : price
}
