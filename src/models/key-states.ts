import type { Keyring } from '../lib/keyring.ts'
import type { KeyRoutes } from '../ports/key-routes.ts'
import type { StoredKey } from '../ports/keys.ts'
import type { LlmRoute } from '../ports/llm.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { boundTo } from './bound-to.ts'

/** What opens a provider for a workspace. */
export interface KeyState {
  readonly route: string
  readonly title: string
  /** The workspace's own. */
  readonly own?: StoredKey
  /** Its own cannot be decrypted: nothing is served until it is set again. */
  readonly isUnreadable: boolean
  /** What a workspace without a key of its own uses. */
  readonly hasEnvironment: boolean
}

const titles: Readonly<Record<string, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
  xai: 'xAI',
  openrouter: 'OpenRouter',
  matcha: 'MatchaAI',
  compatible: 'Compatible server',
}

export const titleOf = (route: string): string => titles[route] ?? route

interface Parts {
  readonly keyRoutes: KeyRoutes
  readonly keyring: Keyring
  readonly routes: readonly LlmRoute[]
  readonly workspace: Pick<Workspace, 'keys'>
}

export function keyStates({ keyRoutes, keyring, routes, workspace }: Parts): readonly KeyState[] {
  return keyRoutes.names.map(route => {
    const own = workspace.keys.find(key => key.route === route)
    return {
      route,
      title: titleOf(route),
      ...(own && { own }),
      isUnreadable: own !== undefined && keyring.open(own.sealed, boundTo(own)) === undefined,
      hasEnvironment: routes.some(({ name }) => name === route),
    }
  })
}

/** A provider by what people call it; `x-ai` is xAI. */
export function findState(states: readonly KeyState[], typed: string): KeyState | undefined {
  const fold = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return states.find(({ route, title }) => [route, title].some(name => fold(name) === fold(typed)))
}
