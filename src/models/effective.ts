import type { CatalogModel } from '../ports/catalog.ts'
import type { Override } from '../ports/overrides.ts'

/** A model as one workspace has it: what its admins say wins over what the provider says. */
export function effective<T extends CatalogModel>(
  model: T,
  { overrides }: { readonly overrides: readonly Override[] },
): T {
  const own = overrides.find(({ modelId }) => modelId === model.id)
  if (!own) return model
  const { prices, regions, capabilities, status } = own
  return {
    ...model,
    ...(prices && { prices, priceState: 'known' }),
    ...(regions && { regions }),
    ...(capabilities && { capabilities }),
    ...(status && { status }),
  }
}
