import { BotError } from '../../src/errors.ts'
import type { CatalogModel, PriceProposal } from '../../src/ports/catalog.ts'
import { fromCatalogModel, fromPrice, toCatalogModel } from './catalog-rows.ts'
import type { Tx } from './db.ts'

const decided = (model: CatalogModel, proposal: PriceProposal, isAccepted: boolean) => {
  if (!isAccepted) return { ...model, proposal: { ...proposal, isRefused: true } }
  const { proposal: _, prices: _old, ...rest } = model
  const { prices, priceState } = proposal
  return { ...rest, priceState, ...(prices && { prices }) }
}

/** @throws BotError `conflict` when this proposal does not wait any more */
export async function decidePrice(
  tx: Tx,
  modelId: string,
  proposalId: string,
  isAccepted: boolean,
  now: Date,
): Promise<void> {
  const row = await tx.catalogModel.findUnique({ where: { id: modelId } })
  const model = row && toCatalogModel(row, undefined)
  if (model?.proposal?.id !== proposalId) {
    throw new BotError('conflict', 'That price does not wait for a decision any more.')
  }
  const { id, ...columns } = fromCatalogModel(decided(model, model.proposal, isAccepted), now)
  await tx.catalogModel.update({ where: { id }, data: columns })
  if (!isAccepted) return
  await tx.priceVersion.create({
    data: { modelId, validFrom: now, ...fromPrice(model.proposal) },
  })
}
