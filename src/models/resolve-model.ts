/** Where a choice of model comes from, strongest first. */
export type Level = 'thread' | 'member' | 'channel' | 'workspace'

export interface Choice {
  readonly level: Level
  readonly modelId: string
}

export type Obstacle = 'disabled' | 'vanished' | 'no-key' | 'no-images'

export interface Passed extends Choice {
  readonly obstacle: Obstacle
}

export interface Resolution {
  readonly modelId: string
  readonly level: Level | 'fallback' | 'budget'
  /** Stronger choices that could not be followed, with the reason. */
  readonly passed: readonly Passed[]
}

/**
 * The first choice that can be followed. When none can, the `others` (the fallback, then what else is enabled) are
 * tried in their order.
 *
 * @returns undefined when nothing can answer; `passed` would name every choice
 */
export function resolveModel(
  choices: readonly Choice[],
  others: readonly string[],
  obstacleOf: (modelId: string) => Obstacle | undefined,
): Resolution | undefined {
  const passed: Passed[] = []
  for (const choice of choices) {
    const obstacle = obstacleOf(choice.modelId)
    if (!obstacle) return { ...choice, passed }
    passed.push({ ...choice, obstacle })
  }
  const modelId = others.find(other => !obstacleOf(other))
  return modelId === undefined ? undefined : { modelId, level: 'fallback', passed }
}

const sources: Readonly<Record<Resolution['level'], string>> = {
  thread: 'this thread’s choice',
  member: 'your own choice',
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
}

export const obstacleText = (obstacle: Obstacle): string => obstacles[obstacle]
