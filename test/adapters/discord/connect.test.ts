import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCharts } from '../../../adapters/charts/index.ts'
import { createDiscordChat } from '../../../adapters/discord/index.ts'
import type { ChatPlatform, Inbox } from '../../../src/ports/chat.ts'
import { type DiscordEmulator, startDiscord } from '../../support/discord/index.ts'

let discord: DiscordEmulator
let chat: ChatPlatform | undefined
let lines: string[]

const inbox = { joined: async () => undefined } as unknown as Inbox
const log = () => pino({ level: 'warn' }, { write: line => void lines.push(line) })

async function start(token: string): Promise<ChatPlatform> {
  const started = createDiscordChat(
    { token, apiUrl: discord.apiUrl, charts: createCharts() },
    log(),
  )
  await started.start(inbox, [])
  chat = started
  return started
}

beforeEach(async () => {
  lines = []
  discord = await startDiscord()
})

afterEach(async () => {
  await chat?.stop()
  await discord.close()
})

describe('connecting', () => {
  it('does not keep the program waiting, nor ends it, when the token is wrong', async () => {
    const refused = await start('not the token')
    await discord.waitFor(() => lines.length > 0, 'a line in the log')

    expect(refused.isConnected()).toBe(false)
    expect(lines.join('')).toContain('DISCORD_TOKEN')
    expect(lines.join('')).not.toContain('not the token')
  })

  it('is tried again when Discord is down', async () => {
    discord.failNext('GET /gateway/bot', { status: 400, times: 1 })

    const started = await start(discord.token)
    await discord.waitFor(() => started.isConnected(), 'the connection', 15_000)

    expect(lines.join('')).toContain('Discord cannot be reached')
  })

  it('ends while it is still trying', async () => {
    discord.failNext('GET /gateway/bot', { status: 400, times: 9 })
    const started = await start(discord.token)
    await discord.waitFor(() => lines.length > 0, 'a line in the log')

    await started.stop()

    expect(started.isConnected()).toBe(false)
  })
})
