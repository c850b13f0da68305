import { menuDetail } from '../models/describe-model.ts'
import { searchModels } from '../models/find-model.ts'
import type { Suggestion, SuggestionQuery } from '../ports/chat.ts'
import type { Command, Services } from './define-command.ts'
import { modelScopeOf } from './options.ts'

const MOST = 25
const LABEL_LENGTH = 100

/** Models that fit what was typed so far. */
export async function suggest(
  commands: readonly Command[],
  { catalog, workspaces }: Services,
  { command: path, option, typed, place }: SuggestionQuery,
): Promise<readonly Suggestion[]> {
  const command = commands.find(candidate => candidate.path === path)
  const scope = command && modelScopeOf(command.options, option)
  if (!scope) return []
  const workspace = await workspaces.get(place.workspaceId)
  const named =
    scope === 'enabled'
      ? workspaces.enabledModels(workspace).map(({ model, name }) => ({ ...model, label: name }))
      : catalog.allFor(workspace).filter(model => catalog.routeOf(model, workspace))
  return searchModels(named, typed)
    .slice(0, MOST)
    .map(model => ({
      label: `${model.name} · ${menuDetail(model)}`.slice(0, LABEL_LENGTH),
      value: model.id,
    }))
}
