import { z } from 'zod'
import { BotError } from '../errors.ts'
import { scaleDecimal } from '../lib/decimal.ts'
import { exactDollars } from '../money/format-money.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Person } from '../ports/chat.ts'
import type { Prices } from '../ports/llm.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Form, FormField } from '../ui/form.ts'
import { shortPrice } from './describe-model.ts'
import type { Workspaces } from './workspaces.ts'

interface Pricing {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly actor: Person
}

const NANO_DIGITS = 9
/** A dollar a token: beyond that somebody has mistyped. */
const MOST_NANO = 1_000_000n * 1_000_000_000n
const HOW = 'Write dollars per 1M tokens like 1.25'

/** Form fields by the part of a price they ask for. */
const parts = {
  input: 'Input, dollars per 1M tokens',
  output: 'Output, dollars per 1M tokens',
  cacheRead: 'Cached input, dollars per 1M tokens',
  cacheWrite: 'Cache write, dollars per 1M tokens',
  request: 'Each request, dollars',
} as const

type Part = keyof typeof parts

/** What a workspace's admins set instead of the provider's price. */
export const ownPrice = ({ overrides }: Workspace, modelId: string): Prices | undefined =>
  overrides.find(override => override.modelId === modelId)?.prices

export function priceForm(workspace: Workspace, model: CatalogModel): Form {
  const known = ownPrice(workspace, model.id) ?? model.prices
  const fields = Object.entries(parts).map(([id, label]): FormField => {
    const initial = known?.[id as Part]
    return {
      ...{ kind: 'text', id, label, multiline: false, maxLength: 20 },
      required: id === 'input' || id === 'output',
      ...(id === 'input' && { hint: 'Only for this workspace; its calls are counted by it' }),
      ...(initial !== undefined && { initial: exactDollars(initial) }),
    }
  })
  return {
    ...{ id: 'models.price', title: 'Set a price', submitLabel: 'Save', state: model.id },
    sections: [{ id: 'price', title: model.name.slice(0, 45), fields }],
  }
}

const amount = z.string().transform((typed, context) => {
  const nano = readDollars(typed)
  if (nano !== undefined) return nano
  context.addIssue({ code: 'custom', message: `${HOW}.` })
  return z.NEVER
})

const needed = z.tuple([amount], 'This is needed.').transform(([nano]) => nano)
const optional = z
  .array(amount)
  .max(1)
  .transform(([nano]) => nano)
  .optional()

export const priceInput = z.object({
  ...{ input: needed, output: needed },
  ...{ cacheRead: optional, cacheWrite: optional, request: optional },
})

/** `1.25/10` as input and output price; `off` as undefined. @throws BotError `bad-option` */
export function readOwnPrice(typed: string): Prices | undefined {
  if (typed.trim().toLowerCase() === 'off') return undefined
  const [input, output, ...rest] = typed.split('/').map(readDollars)
  if (input !== undefined && output !== undefined && rest.length === 0) return { input, output }
  throw new BotError('bad-option', `“${typed}” is no price. ${HOW}/10 (input/output), or off.`)
}

function readDollars(typed: string): bigint | undefined {
  const number = typed.trim().replace(/^\$/, '')
  if (!/^\d+(\.\d+)?$/.test(number)) return undefined
  const nano = scaleDecimal(number, NANO_DIGITS)
  return nano !== undefined && nano <= MOST_NANO ? nano : undefined
}

/** Sets the price that this workspace goes by; undefined takes it back. @throws BotError `conflict` where there is none */
export async function setOwnPrice(
  { store, workspaces, workspace, actor }: Pricing,
  model: CatalogModel,
  prices: Prices | undefined,
): Promise<void> {
  const { prices: before, ...others } = workspace.overrides.find(
    ({ modelId }) => modelId === model.id,
  ) ?? { modelId: model.id }
  if (!prices && !before) {
    throw new BotError('conflict', `**${model.name}** has no price of your own to take back.`)
  }
  const words = (price: Prices | undefined) =>
    price ? shortPrice({ prices: price, priceState: 'known' }) : 'the provider’s'
  const change = {
    ...{ actor, action: 'set price', target: model.id },
    details: { from: words(before), to: words(prices) },
  }
  await store.overrides.set(workspace.id, { ...others, ...(prices && { prices }) }, change)
  workspaces.changed(workspace.id)
}
