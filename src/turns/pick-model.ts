import { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import type { Catalog } from '../models/catalog.ts'
import {
  AUTO,
  type Obstacle,
  type Resolution,
  resolveModel,
  type Wishes,
} from '../models/resolve-model.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { ClaimedTurn } from '../ports/turns.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type AutoFacts, route } from './auto.ts'
import { roomIn } from './room.ts'

export interface Pick {
  readonly model: CatalogModel
  readonly name: string
  readonly resolution: Resolution
  /** Under `auto`: one line for people. */
  readonly why?: string
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
  facts?: AutoFacts,
): Pick {
  const others = [
    workspace.defaultModelId,
    ...(workspace.fallbackModelId ? [workspace.fallbackModelId] : []),
    ...workspace.enabled.map(({ modelId }) => modelId),
  ]
  const wishes = wishesOf(workspace, claimed)
  const resolve = (least: Needs) => {
    const resolution = resolveModel(wishes, others, id => obstacle(catalog, workspace, id, least))
    if (!resolution?.isAuto || !facts) return { resolution }
    const decision = route(usableModels(catalog, workspace, least), workspace, claimed, facts)
    if (!decision) return { resolution, why: 'the default, for want of any other' }
    return { resolution: { ...resolution, modelId: decision.id }, why: decision.why }
  }
  // where no model can see, an answer without the image is better than none; the answer says so
  const seeing = needs.eyes ? resolve(needs) : undefined
  const { resolution, why } = seeing?.resolution ? seeing : resolve({ ...needs, eyes: false })
  const found = resolution && catalog.find(resolution.modelId)
  const model = found && catalog.effective(found, workspace)
  if (resolution && model) {
    return { model, name: nameOf(workspace, model), resolution, ...defined({ why }) }
  }
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

export const nameOf = ({ enabled }: Workspace, { id, name }: CatalogModel): string =>
  enabled.find(({ modelId }) => modelId === id)?.label ?? name

/** Whether any level leaves the choice to the router. */
export const mayBeAuto = (workspace: Workspace, claimed: ClaimedTurn): boolean =>
  Object.values(wishesOf(workspace, claimed)).includes(AUTO)

/** The enabled models that can answer, in the workspace's order. */
export const usableModels = (
  catalog: Catalog,
  workspace: Workspace,
  needs: Needs,
): readonly CatalogModel[] =>
  workspace.enabled.flatMap(({ modelId }) => {
    const model = catalog.find(modelId)
    if (!model || obstacle(catalog, workspace, modelId, needs)) return []
    return [catalog.effective(model, workspace)]
  })

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
    workspace: workspace.isAuto ? AUTO : workspace.defaultModelId,
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
  if (!catalog.routeOf(model, workspace)) return 'no-key'
  if (needs.eyes && !model.inputModalities.includes('image')) return 'no-images'
  const { inputTokens } = roomIn(workspace, model, needs.outputTokens)
  return needs.inputTokens > inputTokens ? 'no-room' : undefined
}
