/** Where a choice of model comes from, strongest first. */
const levels = [
  'prompt',
  'member-task',
  'workspace-task',
  'thread',
  'member',
  'channel',
  'workspace',
] as const

export type Level = (typeof levels)[number]

/** What was chosen at each level that applies: a model's id, or `auto`. */
export type Wishes = { readonly [L in Level]?: string | undefined }

/** Instead of a model: Switchboard chooses one per question. */
export const AUTO = 'auto'

export interface Choice {
  readonly level: Level
  readonly modelId: string
}

export type Obstacle = 'disabled' | 'vanished' | 'no-key' | 'no-images' | 'no-room'

export interface Passed extends Choice {
  readonly obstacle: Obstacle
}

export interface Resolution {
  readonly modelId: string
  readonly level: Level | 'fallback' | 'budget'
  /** The level says `auto`: `modelId` is what answers unless a router finds a better one. */
  readonly isAuto: boolean
  /** Stronger choices that could not be followed, with the reason. */
  readonly passed: readonly Passed[]
}

/**
 * The first choice that can be followed. When none can, the `others` (the workspace's default, the fallback, then what
 * else is enabled) are tried in their order.
 *
 * @returns undefined when nothing can answer
 */
export function resolveModel(
  wishes: Wishes,
  others: readonly string[],
  obstacleOf: (modelId: string) => Obstacle | undefined,
): Resolution | undefined {
  const passed: Passed[] = []
  const lastResort = others.find(other => !obstacleOf(other))
  for (const { level, modelId } of choicesOf(wishes)) {
    if (modelId === AUTO) {
      return lastResort === undefined
        ? undefined
        : { modelId: lastResort, level, isAuto: true, passed }
    }
    const obstacle = obstacleOf(modelId)
    if (!obstacle) return { modelId, level, isAuto: false, passed }
    passed.push({ level, modelId, obstacle })
  }
  return lastResort === undefined
    ? undefined
    : { modelId: lastResort, level: 'fallback', isAuto: false, passed }
}

/** The strongest choice, whether or not it can be followed. */
export const strongest = (wishes: Wishes): Choice | undefined => choicesOf(wishes)[0]

const choicesOf = (wishes: Wishes): readonly Choice[] =>
  levels.flatMap(level => {
    const modelId = wishes[level]
    return modelId === undefined ? [] : [{ level, modelId }]
  })

const sources: Readonly<Record<Resolution['level'], string>> = {
  prompt: 'the prompt’s own model',
  'member-task': 'the asker’s choice for this task',
  'workspace-task': 'the default for this task',
  thread: 'this thread’s choice',
  member: 'the asker’s own choice',
  channel: 'this channel’s default',
  workspace: 'the default',
  fallback: 'the fallback',
  budget: 'the cheapest, because a budget is nearly used up',
}

export const sourceOf = (level: Resolution['level']): string => sources[level]

const obstacles: Readonly<Record<Obstacle, string>> = {
  disabled: 'is not enabled any more',
  vanished: 'is not offered any more',
  'no-key': 'has no provider key',
  'no-images': 'cannot read images',
  'no-room': 'cannot read so much text',
}

export const obstacleText = (obstacle: Obstacle): string => obstacles[obstacle]
