import type { World } from './world.ts'

export function gatewayUrl(world: World): string {
  return world.origin.replace('http', 'ws')
}
