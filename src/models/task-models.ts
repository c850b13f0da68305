import type { ModelChoices, TaskUse } from '../ports/choices.ts'

import type { Workspace } from '../ports/workspaces.ts'
import { AUTO, type Choice, strongest } from './resolve-model.ts'
import type { EnabledEntry } from './workspaces.ts'

/** What decides about a member's task where the thread says nothing. */
export interface TaskLevels {
  readonly workspace: Workspace
  /** The member's. */
  readonly own: ModelChoices
  readonly channel?: string | undefined
}

/** The model a task would use, and why, whether or not it can be followed. */
export function choiceFor(task: string, { workspace, own, channel }: TaskLevels): Choice {
  const { defaultModelId, isAuto, taskModels } = workspace
  const ofTask =
    task === 'chat' ? {} : { 'member-task': own[task], 'workspace-task': taskModels[task] }
  const wishes = { ...ofTask, member: own['chat'], channel }
  return strongest(wishes) ?? { level: 'workspace', modelId: isAuto ? AUTO : defaultModelId }
}

/** From so many runs on, a share of successes says something. */
const ENOUGH_RUNS = 5
/** In a hundred. */
const GOOD_ENOUGH = 95

/**
 * Of the enabled models that can be called, the cheapest per run of those that did this task at least five times in the
 * period and succeeded 95 times in a hundred. Unpriced runs suggest nothing, and neither does a model that is no
 * cheaper than the chosen one, unless that one fails more often.
 */
export function suggestFor(
  task: string,
  chosenId: string,
  uses: readonly TaskUse[],
  entries: readonly EnabledEntry[],
): EnabledEntry | undefined {
  const usable = new Map(
    entries.filter(({ isAvailable }) => isAvailable).map(entry => [entry.model.id, entry]),
  )
  const ofTask = uses.filter(use => use.task === task)
  const [best] = ofTask
    .filter(use => usable.has(use.modelId) && use.runs >= ENOUGH_RUNS && isGood(use))
    .sort((a, b) => Number(costPerRun(a) - costPerRun(b)))
  const chosen = ofTask.find(({ modelId }) => modelId === chosenId)
  return best && (!chosen || isBetter(best, chosen)) ? usable.get(best.modelId) : undefined
}

const isBetter = (best: TaskUse, chosen: TaskUse): boolean =>
  best.modelId !== chosen.modelId && (costPerRun(best) < costPerRun(chosen) || !isGood(chosen))

const isGood = (use: TaskUse): boolean => use.unpriced === 0 && successOf(use) >= GOOD_ENOUGH

/** In a hundred, rounded down: 99 of 100 is not all. */
export const successOf = ({ runs, failures }: Pick<TaskUse, 'runs' | 'failures'>): number =>
  Math.floor(((runs - failures) * 100) / runs)

/** The mean, failures included: they are paid for too. */
export const costPerRun = ({ runs, costNano }: Pick<TaskUse, 'runs' | 'costNano'>): bigint =>
  costNano / BigInt(runs)
