import { BotError } from '../errors.ts'
import { distance } from '../models/find-model.ts'
import type { Prompt } from '../ports/prompts.ts'
import type { Store } from '../ports/store.ts'

interface Finding {
  readonly store: Store
  readonly workspace: { readonly id: string }
  readonly actor: { readonly id: string }
  readonly clock: { now(): Date }
}

const AS_MANY = 200

/** By its name; a member's own draft first. @throws BotError `bad-option` with the nearest names */
export async function findPrompt(
  { store, workspace, actor, clock }: Finding,
  typed: string,
): Promise<Prompt> {
  const name = typed.trim().toLowerCase()
  const found = await store.prompts.find(workspace.id, name, actor.id, clock.now())
  if (found) return found
  const filter = { workspaceId: workspace.id, memberId: actor.id, now: clock.now() }
  const { prompts } = await store.prompts.list(filter, 0, AS_MANY)
  const names = prompts
    .map(prompt => ({ name: prompt.name, far: distance(prompt.name, name) }))
    .filter(({ far }) => far <= name.length / 2)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(each => each.name)
  const hint =
    names.length > 0
      ? `Did you mean ${names.map(each => `\`${each}\``).join(', ')}?`
      : 'See `/prompts list`.'
  throw new BotError('bad-option', `No prompt is called “${typed}”. ${hint}`)
}

/** @throws BotError `conflict` when it is gone */
export async function promptById(
  { store, workspace }: Pick<Finding, 'store' | 'workspace'>,
  id: string,
): Promise<Prompt> {
  const found = await store.prompts.byId(workspace.id, id)
  if (found && !found.archivedAt) return found
  throw new BotError('conflict', 'That prompt is gone. See `/prompts list`.')
}
