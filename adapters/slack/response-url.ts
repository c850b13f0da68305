import { setTimeout as sleep } from 'node:timers/promises'
import { BotError } from '../../src/errors.ts'
import type { Json } from './json.ts'

/** Slack takes five answers in thirty minutes: https://docs.slack.dev/interactivity/handling-user-interaction */
const mostUses = 5
const lifetimeMs = 29 * 60_000
const timeoutMs = 10_000
const tries = 3

export interface ResponseUrl {
  isUsable(): boolean
  send(body: Json): Promise<void>
}

export function createResponseUrl(url: string): ResponseUrl {
  const madeAt = Date.now()
  let uses = 0
  return {
    isUsable: () => url !== '' && uses < mostUses && Date.now() - madeAt < lifetimeMs,
    async send(body) {
      uses += 1
      await post(url, body)
    },
  }
}

async function post(url: string, body: Json, attempt = 1): Promise<void> {
  const response = await reach(url, body)
  if (response?.ok) return
  const mayWork = response === undefined || response.status === 429 || response.status >= 500
  if (response && (await response.text()).includes('invalid_blocks')) {
    throw new BotError('chat-rejected', 'Slack took no such blocks')
  }
  if (!mayWork || attempt >= tries) {
    throw new BotError('chat-unavailable', `Slack took no answer (${response?.status ?? 'down'})`)
  }
  const seconds = Number(response?.headers.get('retry-after') ?? 0.5) || 0.5
  await sleep(seconds * 1000)
  await post(url, body, attempt + 1)
}

async function reach(url: string, body: Json): Promise<Response | undefined> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch {
    return undefined
  }
}
