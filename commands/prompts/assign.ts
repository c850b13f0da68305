import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { newId } from '../../src/lib/new-id.ts'
import { entriesOf, pickEnabled } from '../../src/models/choose-model.ts'
import type { Prompt, PromptBatch } from '../../src/ports/prompts.ts'
import { movedCard, PER_PAGE, previewCard, selectionCard } from '../../src/prompts/assign.ts'
import { type Card, say } from '../../src/ui/card.ts'

const DAYS = 30
const DAY_MS = 86_400_000
const EVERYTHING = 100_000

const filterOf = ({ workspace, clock }: Context, filter: object = {}) => ({
  ...filter,
  workspaceId: workspace.id,
  now: clock.now(),
})

/** The selection begins with everything that fits. */
async function begin(
  context: Context,
  filter: { readonly modelId?: string; readonly search?: string },
): Promise<Card> {
  const { store, workspace, actor, clock } = context
  const promptIds = await store.prompts.ids(filterOf(context, filter))
  if (promptIds.length === 0) return say('No prompt fits. `/prompts list` shows them all.')
  const batch = { id: newId(), workspaceId: workspace.id, promptIds }
  await store.prompts.startBatch(batch, actor, clock.now())
  return select(context, batch.id, 0)
}

async function batchOf({ store, workspace }: Context, id: string): Promise<PromptBatch> {
  const batch = await store.prompts.batch(workspace.id, id)
  if (batch) return batch
  throw new BotError('conflict', 'That selection is gone. Run `/prompts assign` again.')
}

async function select(context: Context, id: string, page: number): Promise<Card> {
  const { store } = context
  const [batch, { total, prompts }] = await Promise.all([
    batchOf(context, id),
    store.prompts.list(filterOf(context), page * PER_PAGE, PER_PAGE),
  ])
  return selectionCard({ batch, total, page, shown: prompts, models: entriesOf(context) })
}

async function turn(context: Context, value: string): Promise<Card> {
  const [id = '', target = '0'] = value.split('|')
  if (target === 'all' || target === 'none') {
    const promptIds = target === 'all' ? await context.store.prompts.ids(filterOf(context)) : []
    await context.store.prompts.setBatch(id, { promptIds })
    return select(context, id, 0)
  }
  return select(context, id, Number(target))
}

/** What the menu shows is decided by it; the other pages stay. */
async function toggle(context: Context, value: string, chosen: readonly string[]): Promise<Card> {
  const { store } = context
  const [id = '', page = '0'] = value.split('|')
  const batch = await batchOf(context, id)
  const { prompts } = await store.prompts.list(filterOf(context), Number(page) * PER_PAGE, PER_PAGE)
  const shown = new Set(prompts.map(prompt => prompt.id))
  const others = batch.promptIds.filter(promptId => !shown.has(promptId))
  await store.prompts.setBatch(id, { promptIds: [...others, ...chosen] })
  return select(context, id, Number(page))
}

async function chosenPrompts(context: Context, batch: PromptBatch): Promise<readonly Prompt[]> {
  const { prompts } = await context.store.prompts.list(filterOf(context), 0, EVERYTHING)
  const chosen = new Set(batch.promptIds)
  return prompts.filter(({ id }) => chosen.has(id))
}

async function preview(context: Context, id: string, modelId: string): Promise<Card> {
  const { store, workspace, clock } = context
  const target = pickEnabled(context, modelId)
  await store.prompts.setBatch(id, { modelId: target.model.id })
  const batch = await batchOf(context, id)
  if (batch.promptIds.length === 0) return say('Nothing is chosen. Choose some prompts first.')
  const from = new Date(clock.now().getTime() - DAYS * DAY_MS)
  const [prompts, uses] = await Promise.all([
    chosenPrompts(context, batch),
    store.prompts.use(workspace.id, batch.promptIds, from),
  ])
  const entries = new Map(entriesOf(context).map(entry => [entry.model.id, entry]))
  return previewCard({
    batch,
    prompts,
    uses,
    target,
    before: old => entries.get(old),
    at: clock.now(),
  })
}

async function apply(context: Context, id: string): Promise<Reply> {
  const { store, actor } = context
  const batch = await batchOf(context, id)
  // it may have been disabled while the card lay open
  const { model, name } = pickEnabled(context, batch.modelId ?? '')
  const moved = await store.prompts.applyBatch(batch, model.id, {
    actor: { id: actor.id, name: actor.name },
    action: 'prompts assigned',
    target: model.id,
    details: { prompts: String(batch.promptIds.length) },
  })
  const headline = `**${moved.changed.length} prompts** use **${name}** now.`
  return {
    card: movedCard(headline, moved, id),
    notice: { to: 'admins', card: say(`${actor.name}: ${headline}`) },
  }
}

async function undo(context: Context, id: string): Promise<Card> {
  const { store, actor } = context
  const batch = await batchOf(context, id)
  const moved = await store.prompts.undoBatch(batch, {
    actor: { id: actor.id, name: actor.name },
    action: 'prompts assigned back',
    target: batch.modelId ?? '',
    details: {},
  })
  return movedCard(`**${moved.changed.length} prompts** are as they were.`, moved)
}

export default defineCommand({
  path: 'prompts assign',
  summary: 'Move many prompts to another model at once',
  who: 'admin',
  options: z.object({
    model: option.model('Only those of this model', 'catalog').optional(),
    search: option.text('Only those with these words in their name').optional(),
  }),
  run: (context, { model, search }) =>
    begin(context, { ...(model && { modelId: model }), ...(search && { search }) }),
  actions: {
    'prompts.move': {
      kind: 'private',
      who: 'admin',
      run: (context, modelId) => begin(context, { modelId }),
    },
    'assign.page': { kind: 'replace', who: 'admin', run: turn },
    'assign.toggle': { kind: 'replace', who: 'admin', run: toggle },
    'assign.model': {
      kind: 'replace',
      who: 'admin',
      run: (context, id, [modelId = '']) => preview(context, id, modelId),
    },
    'assign.apply': { kind: 'replace', who: 'admin', run: apply },
    'assign.undo': { kind: 'replace', who: 'admin', run: undo },
  },
})
