import type { CatalogModel } from '../ports/catalog.ts'
import type { Limits, OfferedModel } from '../ports/llm.ts'
import { badges, contextText, priceLine } from './describe-model.ts'
import { priceFacts } from './price-facts.ts'

/** What goes in and comes out: `language` is text alone, `vision` reads images too. */
function typeOf({ inputModalities, outputModalities }: OfferedModel): string {
  const others = [...inputModalities, ...outputModalities].filter(kind => kind !== 'text')
  if (others.length === 0) return 'language'
  const isVision = others.every(kind => kind === 'image' || kind === 'file')
  return isVision && outputModalities.every(kind => kind === 'text') ? 'vision' : 'multimodal'
}

/** @param model as the workspace has it @param upstream as its provider describes it */
export const modelFacts = (
  model: CatalogModel,
  upstream: CatalogModel,
): Readonly<Record<string, string>> => ({
  Price: priceLine(model),
  ...(model.prices && priceFacts(model.prices)),
  ...(model.prices !== upstream.prices && {
    'The provider’s price': `${priceLine(upstream)}; yours is counted`,
  }),
  Type: typeOf(model),
  'Context window': contextText(model.contextWindow) || 'unknown',
  'Longest answer': contextText(model.maxOutput) || 'unknown',
  'Can do': badges(model.capabilities) || 'text',
  ...(model.version && { Version: model.version }),
  ...(model.family && { Family: model.family }),
  ...(model.limits && { Limits: limitsText(model.limits) }),
  ...(model.regions && { Regions: model.regions.join(', ') }),
  ...(model.deprecatedOn && { 'Ends on': endText(model) }),
})

const endText = ({ deprecatedOn, successorId }: CatalogModel): string =>
  `${deprecatedOn}${successorId ? `; its provider names ${successorId}` : ''}`

const limitsText = ({ requestsPerMinute, images, inputTokens, outputTokens }: Limits): string =>
  [
    requestsPerMinute !== undefined && `${requestsPerMinute} requests a minute`,
    images !== undefined && `${images} images`,
    inputTokens !== undefined && `${contextText(inputTokens)} in`,
    outputTokens !== undefined && `${contextText(outputTokens)} out`,
  ]
    .filter(Boolean)
    .join(', ')
