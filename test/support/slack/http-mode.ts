import { createHmac } from 'node:crypto'
import type { Deliveries, Delivery, Transport } from './deliveries.ts'
import { asText, type Json } from './json.ts'

export interface HttpTarget {
  // Where events, commands and interactions are posted.
  readonly url: string
  readonly signingSecret: string
  // Bolt takes all three at one address; an app may have one for each.
  readonly commandsUrl?: string
  readonly interactionsUrl?: string
}

interface Signed {
  readonly url: string
  readonly body: string
  readonly type: string
  readonly secret: string
  readonly ageSeconds?: number
  readonly headers?: Record<string, string>
}

const sign = (secret: string, timestamp: string, body: string) =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`

export const postSigned = async (given: Signed): Promise<Response> => {
  const timestamp = String(Math.floor(Date.now() / 1000) - (given.ageSeconds ?? 0))
  return await fetch(given.url, {
    method: 'POST',
    body: given.body,
    headers: {
      'content-type': given.type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': sign(given.secret, timestamp, given.body),
      ...given.headers,
    },
  })
}

const form = 'application/x-www-form-urlencoded'

const formOf = (payload: Json) =>
  new URLSearchParams(
    Object.entries(payload).map(([key, value]): [string, string] => [key, asText(value)]),
  ).toString()

export const toRequest = (target: HttpTarget, kind: string, payload: Json) => {
  if (kind === 'events_api')
    return { url: target.url, body: JSON.stringify(payload), type: 'application/json' }
  if (kind === 'slash_commands')
    return { url: target.commandsUrl ?? target.url, body: formOf(payload), type: form }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return { url: target.interactionsUrl ?? target.url, body, type: form }
}

const retryHeaders = (delivery: Delivery): Record<string, string> =>
  delivery.attempt === 0
    ? {}
    : {
        'x-slack-retry-num': String(delivery.attempt),
        'x-slack-retry-reason': delivery.retryReason,
      }

const readAnswer = (text: string): unknown => {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return { text }
  }
}

export const createHttpMode = (target: HttpTarget, deliveries: Deliveries): Transport => {
  const post = async (delivery: Delivery) => {
    const request = toRequest(target, delivery.kind, delivery.payload)
    const headers = retryHeaders(delivery)
    try {
      const response = await postSigned({ ...request, secret: target.signingSecret, headers })
      const answer = await response.text()
      if (response.ok) deliveries.acknowledge(delivery.id, readAnswer(answer))
      else deliveries.fail(delivery, `http_error ${response.status}`)
    } catch (error) {
      deliveries.fail(delivery, `connection_failed ${String(error)}`)
    }
  }
  return { isReady: () => true, send: delivery => void post(delivery) }
}
