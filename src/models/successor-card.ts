import type { RefreshChanges } from '../ports/catalog.ts'
import { type Block, menu, text } from '../ui/card.ts'
import { toOption } from './model-menu.ts'
import type { Telling } from './refresh-items.ts'
import { enabledEntries } from './workspaces.ts'

const MOST = 25
const VALUE = 60

/** Where the default has gone or is announced to: which model is to follow it. */
export function successorBlocks(
  telling: Telling,
  { gone, deprecated }: RefreshChanges,
): readonly Block[] {
  const id = telling.workspace.defaultModelId
  const concerns = gone.includes(id) || deprecated.some(change => change.id === id)
  return concerns ? askForSuccessor(telling) : []
}

/** Names what happens to the default, and asks for its successor. */
export function askForSuccessor({ catalog, workspace }: Telling): readonly Block[] {
  const { defaultModelId } = workspace
  const model = catalog.find(defaultModelId)
  const end =
    model?.status === 'missing' ? 'is not offered any more' : `ends on ${model?.deprecatedOn}`
  const others = enabledEntries(catalog, workspace).filter(
    entry => entry.model.id !== defaultModelId && entry.isAvailable,
  )
  const question = `Your default **${model?.name ?? defaultModelId}** ${end}.`
  if (others.length === 0) {
    return [text(`${question} Enable another model, then choose it with \`/models default\`.`)]
  }
  const upstream = model?.successorId ? ` Its provider names \`${model.successorId}\`.` : ''
  return [
    text(`${question}${upstream} Which model follows it? Nothing is switched unless you choose.`),
    menu({
      action: 'default.successor',
      value: defaultModelId.slice(0, VALUE),
      placeholder: 'The next default…',
      options: others.slice(0, MOST).map(entry => toOption(entry, undefined)),
    }),
  ]
}
