import { badges, shortPrice } from '../models/describe-model.ts'
import { toOption } from '../models/model-menu.ts'
import type { EnabledEntry } from '../models/workspaces.ts'
import { costOf } from '../money/cost.ts'
import { formatMoney } from '../money/format-money.ts'
import type { Moved, Prompt, PromptBatch, PromptUse } from '../ports/prompts.ts'
import { type Button, buttons, type Card, card, facts, menu, note, text } from '../ui/card.ts'

export const PER_PAGE = 25
const MOST_MODELS = 25
const NAMED = 10

export interface Selecting {
  readonly batch: PromptBatch
  /** All that can be chosen. */
  readonly total: number
  readonly page: number
  readonly shown: readonly Prompt[]
  readonly models: readonly EnabledEntry[]
}

/** Which prompts, and to which model. */
export function selectionCard({ batch, total, page, shown, models }: Selecting): Card {
  const { id, promptIds } = batch
  const pages = Math.ceil(total / PER_PAGE)
  const to = (label: string, target: string): Button => ({
    label,
    action: 'assign.page',
    value: `${id}|${target}`,
  })
  return card(
    text(`**${promptIds.length} of ${total} prompts** are chosen. To which model?`),
    menu({
      action: 'assign.toggle',
      value: `${id}|${page}`,
      placeholder: `Prompts ${page * PER_PAGE + 1} to ${page * PER_PAGE + shown.length}`,
      multiple: true,
      options: shown.map(prompt => ({
        label: prompt.name.slice(0, 75),
        value: prompt.id,
        detail: prompt.modelId.slice(0, 75),
        selected: promptIds.includes(prompt.id),
      })),
    }),
    buttons(
      to('All', 'all'),
      to('None', 'none'),
      ...(page > 0 ? [to('← Previous', String(page - 1))] : []),
      ...(page < pages - 1 ? [to('Next →', String(page + 1))] : []),
    ),
    menu({
      action: 'assign.model',
      value: id,
      placeholder: 'Move them to…',
      options: models
        .filter(({ isAvailable, model }) => isAvailable && model.id.length <= 75)
        .slice(0, MOST_MODELS)
        .map(entry => toOption(entry, batch.modelId)),
    }),
  )
}

export interface Preview {
  readonly batch: PromptBatch
  readonly prompts: readonly Prompt[]
  readonly uses: readonly PromptUse[]
  readonly target: EnabledEntry
  readonly before: (modelId: string) => EnabledEntry | undefined
  /** Prices may depend on the hour. */
  readonly at: Date
}

/** What would change, before anything does. */
export function previewCard({ batch, prompts, uses, target, before, at }: Preview): Card {
  const moving = prompts.filter(({ modelId }) => modelId !== target.model.id)
  const losing = moving.filter(({ modelId, outputSchema }) => {
    const old = before(modelId)?.model.capabilities ?? []
    const lost = old.filter(capability => !target.model.capabilities.includes(capability))
    return lost.includes('vision') || (outputSchema && lost.includes('structured-output'))
  })
  const spent = uses.reduce((sum, { costNano }) => sum + costNano, 0n)
  const calls = uses.reduce((sum, use) => sum + use.calls, 0)
  return card(
    text(`**${moving.length} prompts** would move to **${target.name}**.`),
    facts({
      Model: `${target.model.id} (${shortPrice(target.model)}${badgesOf(target)})`,
      'Stay as they are': `${prompts.length - moving.length} have it already`,
      'Last 30 days': `${calls} calls, ${formatMoney(spent)}`,
      'The same with it': costAfter(uses, target, at),
    }),
    losing.length > 0
      ? note(
          `They would lose what they may need (${lostOf(target)}): ${named(losing.map(({ name }) => name))}.`,
        )
      : undefined,
    buttons(
      ...(moving.length > 0
        ? [
            {
              label: `Move ${moving.length}`,
              action: 'assign.apply',
              value: batch.id,
              style: 'primary' as const,
            },
          ]
        : []),
      { label: 'Back', action: 'assign.page', value: `${batch.id}|0` },
    ),
  )
}

const badgesOf = ({ model }: EnabledEntry): string => {
  const marks = badges(model.capabilities)
  return marks && `, ${marks}`
}

const lostOf = ({ model }: EnabledEntry): string =>
  model.capabilities.includes('vision') ? 'structured output' : 'images, structured output'

function costAfter(uses: readonly PromptUse[], { model }: EnabledEntry, at: Date): string {
  const { prices } = model
  if (!prices) return 'unknown: it has no price'
  const nano = uses.reduce(
    (sum, { inputTokens, outputTokens, cacheReadTokens }) =>
      sum +
      costOf(
        { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens: 0, reasoningTokens: 0 },
        prices,
        at,
      ),
    0n,
  )
  return formatMoney(nano)
}

const named = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') +
  (names.length > NAMED ? ` and ${names.length - NAMED} more` : '')

/** What was done, with the way back. */
export function movedCard(headline: string, { changed, skipped }: Moved, undo?: string): Card {
  const reasons = skipped.map(({ name, reason }) => `${name} ${reason}`)
  return card(
    text(headline),
    changed.length > 0 ? note(`Changed: ${named(changed)}.`) : undefined,
    reasons.length > 0 ? note(`Skipped: ${named(reasons)}.`) : undefined,
    undo && changed.length > 0
      ? buttons({ label: 'Undo', action: 'assign.undo', value: undo })
      : undefined,
  )
}
