import { newId } from '../lib/new-id.ts'
import type { CatalogModel, PriceProposal, RefreshPlan } from '../ports/catalog.ts'
import type { OfferedModel } from '../ports/llm.ts'
import { type Priced, priceOf, reasonToWait, samePrice } from './price-change.ts'
import { createDraft } from './refresh-draft.ts'

/** One route's list, as it came. */
export interface Feed {
  readonly route: string
  readonly models: readonly OfferedModel[]
  /** All it names, those included that another route serves. */
  readonly names: readonly string[]
  /** What it does not name is not offered. Another one may add and update, never remove. */
  readonly isComplete: boolean
  /** The route's first complete list says what there is; nothing in it is news. */
  readonly isFirst: boolean
}

export interface Situation {
  readonly known: readonly CatalogModel[]
  /** In order of precedence; no id stands in two of them. */
  readonly feeds: readonly Feed[]
  readonly now: Date
}

/** What is announced further ahead is a placeholder. */
const SANE_YEARS = 3

/** What a refresh would change. It decides nothing that admins decide: those settings are not even given to it. */
export function planRefresh({ known, feeds, now }: Situation): RefreshPlan {
  const byId = new Map(known.map(model => [model.id, model]))
  const draft = createDraft()
  for (const feed of feeds) {
    let place = firstPlace(known, feed, draft.models.length)
    for (const offered of feed.models) {
      const before = byId.get(offered.id)
      if (before) {
        const after = meet(before, offered, feed.isFirst, now)
        draft.meet({ before, after, isNews: !feed.isFirst }, now)
      } else draft.add(introduce(offered, place++, now), !feed.isFirst)
    }
  }
  for (const model of unlisted(known, feeds)) draft.miss(model)
  const { models, versions, changes } = draft
  return { models, versions, changes }
}

/** Newcomers come first, in their own order; a route's first list comes after what there is. */
function firstPlace(known: readonly CatalogModel[], feed: Feed, drafted: number): number {
  const places = known.map(({ displayOrder }) => displayOrder)
  if (feed.isFirst) return Math.max(-1, ...places) + 1 + drafted
  return Math.min(0, ...places) - drafted - feed.models.length
}

/** What a complete list should name and does not. */
function unlisted(known: readonly CatalogModel[], feeds: readonly Feed[]): readonly CatalogModel[] {
  const named = new Set(feeds.flatMap(({ names }) => names))
  const complete = new Set(feeds.filter(feed => feed.isComplete).map(({ route }) => route))
  return known.filter(({ id, route }) => complete.has(route) && !named.has(id))
}

const introduce = (offered: OfferedModel, displayOrder: number, now: Date): CatalogModel => ({
  ...sane(offered, now),
  displayOrder,
  missed: 0,
  status: statusOf(sane(offered, now)),
  firstSeenAt: now,
  lastSeenAt: now,
})

/** The row of a known model that is listed again. */
function meet(
  before: CatalogModel,
  offered: OfferedModel,
  isFirst: boolean,
  now: Date,
): CatalogModel {
  const { prices, priceState, ...described } = sane(offered, now)
  const price: Priced = { priceState, ...(prices && { prices }) }
  const reason = isFirst ? undefined : reasonToWait(before, price)
  const { displayOrder, firstSeenAt, lastSeenAt } = before
  return {
    ...described,
    ...priceOf(reason ? before : price),
    ...(reason && { proposal: proposalOf(before, { ...price, reason }) }),
    ...{ displayOrder, firstSeenAt, lastSeenAt },
    missed: 0,
    status: statusOf(described),
  }
}

/** The same price is asked about once. */
const proposalOf = (
  { proposal }: CatalogModel,
  proposed: Omit<PriceProposal, 'id' | 'isRefused'>,
): PriceProposal =>
  proposal && samePrice(proposal, proposed)
    ? proposal
    : { ...proposed, id: newId(), isRefused: false }

function sane({ deprecatedOn, ...offered }: OfferedModel, now: Date): OfferedModel {
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + SANE_YEARS)
  const isSane =
    deprecatedOn !== undefined &&
    /^\d{4}-\d{2}-\d{2}$/.test(deprecatedOn) &&
    deprecatedOn <= latest.toISOString().slice(0, 10)
  return { ...offered, ...(isSane && { deprecatedOn }) }
}

const statusOf = ({ deprecatedOn }: { readonly deprecatedOn?: string }) =>
  deprecatedOn === undefined ? 'active' : 'deprecated'
