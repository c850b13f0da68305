import type { ModelParams, Workspace } from '../ports/workspaces.ts'

/** How this workspace wants the model to be asked. */
export const paramsOf = ({ enabled }: Pick<Workspace, 'enabled'>, modelId: string): ModelParams =>
  enabled.find(model => model.modelId === modelId) ?? {}

/** Who answers after whom: fallbacks of fallbacks, each once, the workspace's own last. */
export function fallbackChain(
  workspace: Pick<Workspace, 'enabled' | 'fallbackModelId'>,
  modelId: string,
): readonly string[] {
  const chain: string[] = []
  const add = (id: string | undefined): boolean => {
    const isNew = id !== undefined && id !== modelId && !chain.includes(id)
    if (isNew) chain.push(id)
    return isNew
  }
  let last: string | undefined = modelId
  do last = last && paramsOf(workspace, last).fallbackId
  while (add(last))
  add(workspace.fallbackModelId)
  return chain
}
