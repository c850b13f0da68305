import { BotError } from '../errors.ts'
import type { Catalog } from '../models/catalog.ts'
import {
  type Choice,
  type Obstacle,
  type Resolution,
  resolveModel,
} from '../models/resolve-model.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Thread } from '../ports/threads.ts'
import type { Workspace } from '../ports/workspaces.ts'

export interface Pick {
  readonly model: CatalogModel
  readonly name: string
  readonly resolution: Resolution
}

interface Situation {
  readonly workspace: Workspace
  readonly thread: Thread
  readonly channelDefault: string | undefined
  readonly hasImages: boolean
}

/** Who answers this question, and why. @throws BotError `no-model` */
export function pickModel(catalog: Catalog, situation: Situation): Pick {
  const { workspace, hasImages } = situation
  const others = [
    ...(workspace.fallbackModelId ? [workspace.fallbackModelId] : []),
    ...workspace.enabled.map(({ modelId }) => modelId),
  ]
  const choices = choicesOf(situation)
  const resolve = (needsEyes: boolean) =>
    resolveModel(choices, others, id => obstacle(catalog, workspace, id, needsEyes))
  // where no model can see, an answer without the image is better than none; the answer says so
  const resolution = (hasImages ? resolve(true) : undefined) ?? resolve(false)
  const model = resolution && catalog.find(resolution.modelId)
  if (!resolution || !model) {
    throw new BotError(
      'no-model',
      'No enabled model can answer right now. An admin can enable one with /models enable.',
    )
  }
  const label = workspace.enabled.find(({ modelId }) => modelId === model.id)?.label
  return { model, name: label ?? model.name, resolution }
}

/** To save money: what was chosen is passed over. */
export function pickInstead({ enabled }: Workspace, model: CatalogModel): Pick {
  const label = enabled.find(({ modelId }) => modelId === model.id)?.label
  const resolution = { modelId: model.id, level: 'budget', passed: [] } as const
  return { model, name: label ?? model.name, resolution }
}

function choicesOf({ workspace, thread, channelDefault }: Situation): readonly Choice[] {
  return [
    ...(thread.modelId ? [{ level: 'thread', modelId: thread.modelId } as const] : []),
    ...(channelDefault ? [{ level: 'channel', modelId: channelDefault } as const] : []),
    { level: 'workspace', modelId: workspace.defaultModelId },
  ]
}

function obstacle(
  catalog: Catalog,
  workspace: Workspace,
  modelId: string,
  needsEyes: boolean,
): Obstacle | undefined {
  if (!workspace.enabled.some(enabled => enabled.modelId === modelId)) return 'disabled'
  const model = catalog.find(modelId)
  if (model?.status !== 'active') return 'vanished'
  if (!catalog.routeOf(model)) return 'no-key'
  return needsEyes && !model.inputModalities.includes('image') ? 'no-images' : undefined
}
