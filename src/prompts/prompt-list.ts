import type { Catalog } from '../models/catalog.ts'
import { shortPrice } from '../models/describe-model.ts'
import { type EnabledEntry, enabledEntries } from '../models/workspaces.ts'
import type { Clock } from '../ports/clock.ts'
import type { Prompt } from '../ports/prompts.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Button, buttons, type Card, card, note, type Row, rows, text } from '../ui/card.ts'

interface Listing {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspace: Workspace
  readonly actor: { readonly id: string; readonly isAdmin: boolean }
  readonly clock: Clock
}

const PAGE = 10

/** Name, version, model with provider and price; each can be run from here. */
export async function promptList(
  { store, catalog, workspace, actor, clock }: Listing,
  filter: { readonly modelId?: string },
  page: number,
): Promise<Card> {
  const { total, prompts } = await store.prompts.list(
    { ...filter, workspaceId: workspace.id, memberId: actor.id, now: clock.now() },
    page * PAGE,
    PAGE,
  )
  if (total === 0) return empty(filter.modelId, actor.isAdmin)
  const entries = enabledEntries(catalog, workspace)
  const pages = Math.ceil(total / PAGE)
  const about = filter.modelId ? ` with \`${filter.modelId}\`` : ''
  return card(
    text(`**${total} ${total === 1 ? 'prompt' : 'prompts'}**${about}`),
    rows(...prompts.map(prompt => toRow(prompt, entries))),
    pages > 1 ? note(`Page ${page + 1} of ${pages}`) : undefined,
    pager(page, pages, filter.modelId),
  )
}

const empty = (modelId: string | undefined, isAdmin: boolean): Card =>
  card(
    text(modelId ? `No prompt uses \`${modelId}\`.` : '**No prompt is saved yet.**'),
    note(
      isAdmin
        ? '`/prompts create` saves one.'
        : 'An admin saves prompts with `/prompts create`; then you run them from here.',
    ),
  )

function toRow(prompt: Prompt, entries: readonly EnabledEntry[]): Row {
  const entry = entries.find(({ model }) => model.id === prompt.modelId)
  const model = entry
    ? `${entry.name} (${entry.model.provider}, ${shortPrice(entry.model)})${entry.isAvailable ? '' : ', unavailable'}`
    : `\`${prompt.modelId}\` (not enabled)`
  const draft = prompt.ownerId ? ' _(your draft)_' : ''
  const about = prompt.description ? `${prompt.description}\n` : ''
  return {
    markdown: `**${prompt.name}**${draft} v${prompt.version}\n${about}${model}`,
    button: { label: 'Run', action: 'prompt.start', value: prompt.id },
  }
}

function pager(page: number, pages: number, modelId = '') {
  if (pages <= 1 || modelId.length > 60) return undefined
  const to = (label: string, target: number): Button => ({
    label,
    action: 'prompts.page',
    value: `${target}|${modelId}`,
  })
  return buttons(
    ...(page > 0 ? [to('← Previous', page - 1)] : []),
    ...(page < pages - 1 ? [to('Next →', page + 1)] : []),
  )
}
