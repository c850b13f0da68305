import { BotError } from '../errors.ts'
import type { Catalog } from '../models/catalog.ts'
import {
  type Obstacle,
  type Resolution,
  resolveModel,
  type Wishes,
} from '../models/resolve-model.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { ClaimedTurn } from '../ports/turns.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { roomIn } from './room.ts'

export interface Pick {
  readonly model: CatalogModel
  readonly name: string
  readonly resolution: Resolution
}

/** What a model has to be able to do to answer. */
export interface Needs {
  readonly eyes: boolean
  /** What it has to read at least, beside an answer of `outputTokens` (undefined: as the workspace says). */
  readonly inputTokens: number
  readonly outputTokens: number | undefined
}

/** Who answers this question, and why. @throws BotError `no-model` */
export function pickModel(
  catalog: Catalog,
  workspace: Workspace,
  claimed: ClaimedTurn,
  needs: Needs,
): Pick {
  const others = [
    workspace.defaultModelId,
    ...(workspace.fallbackModelId ? [workspace.fallbackModelId] : []),
    ...workspace.enabled.map(({ modelId }) => modelId),
  ]
  const wishes = wishesOf(workspace, claimed)
  const resolve = (least: Needs) =>
    resolveModel(wishes, others, id => obstacle(catalog, workspace, id, least))
  // where no model can see, an answer without the image is better than none; the answer says so
  const resolution = (needs.eyes ? resolve(needs) : undefined) ?? resolve({ ...needs, eyes: false })
  const found = resolution && catalog.find(resolution.modelId)
  const model = found && catalog.effective(found, workspace)
  if (resolution && model) return { model, name: nameOf(workspace, model), resolution }
  if (needs.inputTokens > 0) {
    throw new BotError('model-too-long', 'the question is larger than every window')
  }
  throw new BotError(
    'no-model',
    'No enabled model can answer right now. An admin can enable one with /models enable.',
  )
}

/** Another one than what was chosen. */
export function pickInstead(
  workspace: Workspace,
  model: CatalogModel,
  level: 'budget' | 'fallback',
): Pick {
  const resolution = { modelId: model.id, level, isAuto: false, passed: [] }
  return { model, name: nameOf(workspace, model), resolution }
}

const nameOf = ({ enabled }: Workspace, { id, name }: CatalogModel): string =>
  enabled.find(({ modelId }) => modelId === id)?.label ?? name

function wishesOf(workspace: Workspace, claimed: ClaimedTurn): Wishes {
  const { turn, thread, memberChoices, channelDefault } = claimed
  const task = turn.spec?.kind === 'task' ? turn.spec.id : undefined
  return {
    prompt: turn.spec?.modelId,
    ...(task !== undefined && {
      'member-task': memberChoices[task],
      'workspace-task': workspace.taskModels[task],
    }),
    thread: thread.modelId,
    member: memberChoices['chat'],
    channel: channelDefault,
    workspace: workspace.defaultModelId,
  }
}

export function obstacle(
  catalog: Catalog,
  workspace: Workspace,
  modelId: string,
  needs: Needs,
): Obstacle | undefined {
  if (!workspace.enabled.some(enabled => enabled.modelId === modelId)) return 'disabled'
  const found = catalog.find(modelId)
  const model = found && catalog.effective(found, workspace)
  if (!model || model.status === 'missing') return 'vanished'
  if (!catalog.routeOf(model)) return 'no-key'
  if (needs.eyes && !model.inputModalities.includes('image')) return 'no-images'
  const { inputTokens } = roomIn(workspace, model, needs.outputTokens)
  return needs.inputTokens > inputTokens ? 'no-room' : undefined
}
