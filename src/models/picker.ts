import {
  type Block,
  type Button,
  buttons,
  type Card,
  card,
  menu,
  note,
  type Row,
  rows,
  text,
} from '../ui/card.ts'
import { type Choosing, entriesOf } from './choose-model.ts'
import { badges, contextText, priceLine } from './describe-model.ts'
import { autoOption, fitsMenu, toOption } from './model-menu.ts'
import { AUTO, type Choice, sourceOf, strongest } from './resolve-model.ts'
import type { EnabledEntry } from './workspaces.ts'

const PAGE = 20
const AUTO_NAME = 'Whichever model fits the message'

/** The choice in force for this member's questions, whether or not it can be followed. */
export async function currentOf(parts: Choosing): Promise<Choice> {
  const { store, workspace, thread, place, actor } = parts
  const [member, channel] = await Promise.all([
    store.choices.ofMember(workspace.id, actor.id),
    store.workspaces.channelDefault(workspace.id, place.channelId),
  ])
  const wishes = { thread: thread?.modelId, member: member['chat'], channel }
  const modelId = workspace.isAuto ? AUTO : workspace.defaultModelId
  return strongest(wishes) ?? { modelId, level: 'workspace' }
}

/** This thread's model, where that comes from, and all there is to choose from. */
export async function pickerCard(parts: Choosing, page: number): Promise<Card> {
  const current = await currentOf(parts)
  const entries = entriesOf(parts)
  const name = nameIn(entries, current.modelId)
  const threadId = parts.thread?.id ?? ''
  return card(
    text(`**${name}** answers in this thread (${sourceOf(current.level)}).`),
    ...choices(parts, current.modelId, threadId, page),
    current.level === 'thread'
      ? buttons({ label: 'Back to the default', action: 'model.reset', value: threadId })
      : undefined,
  )
}

/** In a channel: what the member's next threads here will use, and the latest ones to switch. */
export async function starterCard(parts: Choosing, page: number): Promise<Card> {
  const { store, workspace, place, actor } = parts
  const [own, recent, current] = await Promise.all([
    store.threads.starterChoice(workspace.id, place.channelId, actor.id),
    store.threads.recent(workspace.id, place.channelId, actor.id, 3),
    currentOf(parts),
  ])
  const modelId = own ?? current.modelId
  const entries = entriesOf(parts)
  const name = nameIn(entries, modelId)
  const source = own ? 'your choice for this channel' : sourceOf(current.level)
  return card(
    text(`**${name}** will answer in the threads you start here (${source}).`),
    ...choices(parts, modelId, '', page),
    ...(recent.length > 0
      ? [note('Your latest threads here:'), rows(...recent.map(threadRow))]
      : []),
  )
}

const nameIn = (entries: readonly EnabledEntry[], id: string): string =>
  id === AUTO ? AUTO_NAME : (entries.find(({ model }) => model.id === id)?.name ?? id)

const threadRow = ({
  id,
  title,
  modelId,
}: {
  id: string
  title: string
  modelId?: string
}): Row => ({
  markdown: `${title}${modelId ? ` · \`${modelId}\`` : ''}`,
  button: { label: 'Switch', action: 'model.thread', value: id },
})

function choices(
  parts: Choosing,
  currentId: string,
  threadId: string,
  page: number,
): readonly (Block | undefined)[] {
  const entries = entriesOf(parts)
  const shown = entries.slice(page * PAGE, (page + 1) * PAGE)
  const usable = shown.filter(entry => entry.isAvailable && fitsMenu(entry))
  return [
    rows(...shown.map(entry => ({ markdown: describe(entry, currentId, restOf(parts, entry)) }))),
    usable.length > 0
      ? menu({
          action: 'model.pick',
          value: threadId,
          placeholder: 'Switch to…',
          options: [
            ...usable.map(entry => toOption(entry, currentId)),
            autoOption(currentId === AUTO),
          ],
        })
      : undefined,
    pager(entries.length, page, threadId),
  ]
}

function pager(total: number, page: number, threadId: string) {
  const pages = Math.ceil(total / PAGE)
  if (pages <= 1) return undefined
  const turn = (label: string, to: number): Button => ({
    label,
    action: 'model.page',
    value: `${threadId}|${to}`,
  })
  return buttons(
    ...(page > 0 ? [turn('← Previous', page - 1)] : []),
    ...(page < pages - 1 ? [turn(`Next (${page + 2} of ${pages}) →`, page + 1)] : []),
  )
}

function restOf({ calls, workspace, clock }: Choosing, { model }: EnabledEntry) {
  const until = calls.breaker.restingUntil({ workspaceId: workspace.id, modelId: model.id })
  if (!until) return undefined
  const seconds = Math.ceil((until.getTime() - clock.now().getTime()) / 1000)
  return `resting ${seconds} s after failures`
}

/** One model, two lines: its name and marks, then price, context window and badges. */
export function describe(
  { model, name, isDefault, isAvailable }: EnabledEntry,
  currentId: string,
  rest?: string,
): string {
  const marks = [
    ...(model.id === currentId ? ['current'] : []),
    ...(isDefault ? ['default'] : []),
    ...(isAvailable ? [] : ['unavailable: no key']),
    ...(rest ? [rest] : []),
  ]
  const mark = marks.length > 0 ? ` _(${marks.join(', ')})_` : ''
  const context = contextText(model.contextWindow)
  const details = [priceLine(model), context && `${context} context`, badges(model.capabilities)]
  return `**${name}**${mark}\n${details.filter(Boolean).join(' · ')}`
}
