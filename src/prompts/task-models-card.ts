import { type Choosing, entriesOf } from '../models/choose-model.ts'
import { menuDetail } from '../models/describe-model.ts'
import { autoOption, MORE, toOption } from '../models/model-menu.ts'
import { AUTO, type Choice, sourceOf } from '../models/resolve-model.ts'
import { choiceFor, costPerRun, successOf, suggestFor } from '../models/task-models.ts'
import type { EnabledEntry } from '../models/workspaces.ts'
import { formatCost } from '../money/format-money.ts'
import type { TaskUse } from '../ports/choices.ts'
import { type Block, type Card, card, type MenuOption, menu, note, text } from '../ui/card.ts'
import { type Task, taskIds } from './task.ts'
import { tasks } from './tasks.ts'

/** Takes a choice back. */
export const DEFAULT = '…default'

const PERIOD_DAYS = 30
const DAY_MS = 86_400_000
/** What fits into a menu beside the default, `auto` and "More…". */
const SHOWN = 22

/** Ten tasks, each with its model, where that comes from, what it cost, what would do as well, and a menu. */
export async function taskModelsCard(parts: Choosing, saved?: string): Promise<Card> {
  const { store, workspace, actor, place, clock } = parts
  const from = new Date(clock.now().getTime() - PERIOD_DAYS * DAY_MS)
  const [own, channel, uses] = await Promise.all([
    store.choices.ofMember(workspace.id, actor.id),
    store.workspaces.channelDefault(workspace.id, place.channelId),
    store.choices.uses(workspace.id, taskIds, from),
  ])
  const entries = entriesOf(parts)
  const blocks = tasks.flatMap((task): Block[] => {
    const choice = choiceFor(task.id, { workspace, own, channel })
    return [
      text(describeTask(task, choice, entries, uses)),
      taskMenu(task, entries, own[task.id], 0),
    ]
  })
  return card(
    text(saved ?? '**Your models for the ten tasks.** What a thread has chosen for itself stays.'),
    ...blocks,
    unavailable(entries),
  )
}

/** The next models for one task, where there are more than one menu holds. */
export async function moreModelsCard(parts: Choosing, task: Task, page: number): Promise<Card> {
  const own = await parts.store.choices.ofMember(parts.workspace.id, parts.actor.id)
  return card(
    text(`**More models for ${task.name}**`),
    taskMenu(task, entriesOf(parts), own[task.id], page),
  )
}

function taskMenu(
  { id, name }: Task,
  entries: readonly EnabledEntry[],
  own: string | undefined,
  page: number,
): Block {
  const usable = entries.filter(({ isAvailable }) => isAvailable)
  const shown = usable.slice(page * SHOWN, (page + 1) * SHOWN)
  const left = usable.length - (page + 1) * SHOWN
  const options: MenuOption[] = [
    { label: 'The default', value: DEFAULT, detail: 'What the workspace has set' },
    autoOption(own === AUTO),
    ...shown.map(entry => toOption(entry, own)),
    ...(left > 0 ? [{ label: 'More…', value: MORE, detail: `${left} more models` }] : []),
  ]
  return menu({
    action: 'task.model',
    value: `${id}|${page}`,
    placeholder: `Model for ${name}…`,
    options,
  })
}

function describeTask(
  { id, name }: Task,
  { modelId, level }: Choice,
  entries: readonly EnabledEntry[],
  uses: readonly TaskUse[],
): string {
  const entry = entries.find(({ model }) => model.id === modelId)
  const badges = entry ? `\n${menuDetail(entry.model)}` : ''
  const model = modelId === AUTO ? 'Auto' : (entry?.name ?? `\`${modelId}\``)
  const mark = entry?.isAvailable === false ? ' _(unavailable: no key)_' : ''
  return `**${name}** · ${model}${mark} · ${sourceOf(level)}${badges}\n${record(id, modelId, entries, uses)}`
}

/** What the last 30 days say of it, and of what would do as well for less. */
function record(
  task: string,
  modelId: string,
  entries: readonly EnabledEntry[],
  uses: readonly TaskUse[],
): string {
  const use = uses.find(one => one.task === task && one.modelId === modelId)
  const said = use ? inWords(use) : 'Not run in 30 days'
  const better = suggestFor(task, modelId, uses, entries)
  const its = better && uses.find(one => one.task === task && one.modelId === better.model.id)
  if (!better || !its) return said
  return `${said} · suggested: ${better.name} (${inWords(its)})`
}

const inWords = (use: TaskUse): string =>
  `${formatCost(use.unpriced > 0 ? undefined : costPerRun(use))} a run, ${successOf(use)} % of ${use.runs} fine`

function unavailable(entries: readonly EnabledEntry[]): Block | undefined {
  const names = entries.filter(({ isAvailable }) => !isAvailable).map(({ name }) => name)
  if (names.length === 0) return undefined
  const rest = names.length > 10 ? ` and ${names.length - 10} more` : ''
  return note(
    `Not to be chosen, because no key serves them: ${names.slice(0, 10).join(', ')}${rest}.`,
  )
}
