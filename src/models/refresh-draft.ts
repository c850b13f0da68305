import type { CatalogModel, PriceVersion, RefreshChanges, RefreshPlan } from '../ports/catalog.ts'
import { shortPrice } from './describe-model.ts'
import { type Priced, priceOf, samePrice } from './price-change.ts'
import { sameDescription } from './same-description.ts'

/** Complete lists without a model after which it is missing. */
const PATIENCE = 3

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer V)[] ? V[] : T[K] }

/** `isNews` is false for a route's first list: what is in it was not there before for nobody to know. */
interface Met {
  readonly before: CatalogModel
  readonly after: CatalogModel
  readonly isNews: boolean
}

export interface Draft extends RefreshPlan {
  add(model: CatalogModel, isNews: boolean): void
  meet(met: Met, now: Date): void
  miss(model: CatalogModel): void
}

/** Collects rows to write, and what is to be said of them. */
export function createDraft(): Draft {
  const models: CatalogModel[] = []
  const versions: PriceVersion[] = []
  const changes: Mutable<RefreshChanges> = {
    ...{ added: [], updated: [], repriced: [], waiting: [], gone: [], back: [], deprecated: [] },
  }
  const version = ({ id }: CatalogModel, price: Priced, validFrom: Date) =>
    void versions.push({ modelId: id, validFrom, ...priceOf(price) })

  return {
    ...{ models, versions, changes },

    add(model, isNews) {
      models.push(model)
      version(model, model, model.firstSeenAt)
      if (isNews) changes.added.push(model.id)
    },

    meet({ before, after, isNews }, now) {
      if (isUnchanged(before, after)) return
      models.push({ ...after, lastSeenAt: now })
      if (!samePrice(before, after)) version(after, after, now)
      if (!isNews) return
      tellPrice(changes, before, after)
      tellStanding(changes, before, after)
    },

    miss(model) {
      if (model.status === 'missing') return
      const missed = model.missed + 1
      const isGone = missed >= PATIENCE
      models.push({ ...model, missed, ...(isGone && { status: 'missing' as const }) })
      if (isGone) changes.gone.push(model.id)
    },
  }
}

const isUnchanged = (before: CatalogModel, after: CatalogModel): boolean =>
  before.missed === 0 &&
  before.status === after.status &&
  before.proposal?.id === after.proposal?.id &&
  samePrice(before, after) &&
  sameDescription(before, after)

type Changes = Mutable<RefreshChanges>

function tellPrice(changes: Changes, before: CatalogModel, after: CatalogModel): void {
  const { id, proposal } = after
  const from = shortPrice(before)
  if (!samePrice(before, after)) changes.repriced.push({ id, from, to: shortPrice(after) })
  if (proposal && proposal.id !== before.proposal?.id) {
    changes.waiting.push({ id, from, to: shortPrice(proposal) })
  }
}

function tellStanding(changes: Changes, before: CatalogModel, after: CatalogModel): void {
  const { id, deprecatedOn } = after
  if (before.status === 'missing') changes.back.push(id)
  if (deprecatedOn && deprecatedOn !== before.deprecatedOn) {
    changes.deprecated.push({ id, on: deprecatedOn })
  }
  if (!sameDescription(before, after)) changes.updated.push(id)
}
