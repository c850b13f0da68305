import type { OfferedModel } from '../ports/llm.ts'
import type { KnownModel } from '../ports/snapshot.ts'

export type Completion = (model: OfferedModel) => OfferedModel

/**
 * Adds what a provider's own list lacks, by exact id or by an alias of the snapshot; a maker's dated id becomes the
 * undated one. What neither knows stays unknown.
 */
export function completeWith(known: readonly KnownModel[]): Completion {
  const byName = new Map<string, KnownModel>()
  for (const model of known) {
    for (const name of [...model.aliases, `${model.provider}/${model.makerModelId}`, model.id]) {
      byName.set(name, model)
    }
  }
  return model => {
    const match = byName.get(model.id)
    return match ? complete(model, match) : model
  }
}

function complete(model: OfferedModel, { makerModelId: _, ...known }: KnownModel): OfferedModel {
  const isPlain = model.priceState === 'unknown' && model.capabilities.length === 0
  return {
    ...known,
    ...model,
    id: known.id,
    aliases: [...new Set([...model.aliases, ...known.aliases])],
    ...(model.prices === undefined &&
      known.prices && { prices: known.prices, priceState: 'known' }),
    // a list of bare ids says nothing of these
    ...(isPlain && {
      name: known.name,
      capabilities: known.capabilities,
      inputModalities: known.inputModalities,
      outputModalities: known.outputModalities,
    }),
  }
}
