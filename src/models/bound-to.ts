import type { StoredKey } from '../ports/keys.ts'

/** A key that is copied to another workspace or provider cannot be opened there. */
export const boundTo = ({ workspaceId, route }: Pick<StoredKey, 'workspaceId' | 'route'>): string =>
  JSON.stringify([workspaceId, route])
