import type { Client } from 'discord.js'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Channel, type DiscordEmulator, startDiscord, type User } from './index.ts'
import { startSampleBot } from './sample-bot.ts'

/** One emulator with a silent bot for a file of tests; filled in before the first of them. */
export interface Rig {
  discord: DiscordEmulator
  client: Client
  channel: Channel
  ann: User
}

export function useSilentBot(): Rig {
  const rig = {} as Rig
  beforeAll(async () => {
    rig.discord = await startDiscord()
    rig.channel = rig.discord.addChannel(rig.discord.addGuild(), 'general')
    rig.ann = rig.discord.addUser('Ann')
    rig.client = await startSampleBot(rig.discord)
    rig.client.removeAllListeners('interactionCreate')
    rig.client.removeAllListeners('messageCreate')
  })
  afterAll(async () => {
    await rig.client.destroy()
    await rig.discord.close()
  })
  beforeEach(() => {
    rig.discord.violations.length = 0
  })
  return rig
}

export const long = (length: number) => 'x'.repeat(length)
export const button = (more = {}) => ({ type: 2, style: 1, label: 'B', custom_id: 'b', ...more })
export const row = (...components: object[]) => ({ type: 1, components })
export const option = (more = {}) => ({ label: 'L', value: 'v', ...more })
export const select = (more = {}) => ({ type: 3, custom_id: 's', options: [option()], ...more })
export const many = <T>(count: number, make: (i: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))
export const text = (content: string) => ({ type: 10, content })
export const v2 = 1 << 15

/** Where the tree of errors has its leaves. */
function places(tree: unknown, at: readonly string[] = []): string[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]) =>
    key === '_errors' ? [at.join('.')] : places(value, [...at, key]),
  )
}

/** The code and the places with which a call is refused. */
export async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: { code: number; rawError: { errors?: unknown } }) => thrown,
  )
  return { code: error?.code, places: places(error?.rawError.errors) }
}

/** Answers an interaction as the client would. */
export function callback(
  client: Client,
  handle: { interaction: { id: string; token: string } },
  body: object,
) {
  const { id, token } = handle.interaction
  return client.rest.post(`/interactions/${id}/${token}/callback`, { body, auth: false })
}
