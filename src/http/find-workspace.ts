import { BotError } from '../errors.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { HttpServices } from './define-route.ts'

/** One that there is: asking never makes one. @throws BotError `not-found` */
export async function findWorkspace({ store }: HttpServices, id: string): Promise<Workspace> {
  const workspace = await store.workspaces.find(id)
  if (workspace) return workspace
  throw new BotError('not-found', `There is no workspace “${id}”.`)
}
