import { paramsOf } from '../models/params.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Workspace } from '../ports/workspaces.ts'

const SMALLEST_WINDOW = 8000

export interface Room {
  readonly maxOutputTokens: number
  /** What is left of the window for what the model reads. */
  readonly inputTokens: number
}

/**
 * How a model's window is shared between the question and the longest answer: what a task or prompt asks for, else what
 * the workspace set for the model, else for all.
 */
export function roomIn(workspace: Workspace, model: CatalogModel, asked: number | undefined): Room {
  const own = paramsOf(workspace, model.id).maxOutputTokens
  const wanted = asked ?? own ?? workspace.maxOutputTokens
  const { contextWindow = SMALLEST_WINDOW, maxOutput = wanted } = model
  const maxOutputTokens = Math.min(wanted, maxOutput, Math.floor(contextWindow / 2))
  return { maxOutputTokens, inputTokens: contextWindow - maxOutputTokens }
}
