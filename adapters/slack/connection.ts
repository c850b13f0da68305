import { setTimeout as sleep } from 'node:timers/promises'
import type { SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { retryAfterMs } from './errors.ts'

export interface Connection {
  isOpen(): boolean
  open(): void
  close(): Promise<void>
}

const firstWaitMs = 500
const longestWaitMs = 30_000
const helloMs = 20_000
const goodbyeMs = 2_000

/** How long to wait after so many failures in a row; a connection that Slack renews comes back at once. */
const waitAfter = (failures: number): number =>
  failures === 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1))

/**
 * Keeps a Socket Mode connection for ever. The SDK's own way to come back leaves a rejected promise behind when Slack
 * cannot be reached, which would end the process, so it is switched off and done here.
 */
export function createSocket(
  receiver: SocketModeReceiver,
  prepare: () => Promise<void>,
  log: Logger,
): Connection {
  const { client } = receiver
  let isOpen = false
  let isClosing = false

  async function connectOnce(): Promise<void> {
    await prepare()
    const gone = new Promise<void>(resolve => {
      client.once('disconnected', () => resolve())
    })
    const starting = Promise.resolve(receiver.start())
    const timer = setTimeout(() => void client.disconnect(), helloMs)
    await starting.finally(() => clearTimeout(timer))
    if (isClosing) return
    isOpen = true
    log.info('Connected to Slack')
    await gone
    isOpen = false
    log.info('Disconnected from Slack')
  }

  async function keepConnected(): Promise<void> {
    for (let failures = 0; !isClosing; ) {
      let waitMs = 0
      try {
        await connectOnce()
        failures = 0
      } catch (error) {
        failures += 1
        waitMs = Math.max(waitAfter(failures), retryAfterMs(error) ?? 0)
        log.warn({ err: error, failures, waitMs }, 'Slack cannot be reached')
      }
      await sleep(waitMs + (isClosing ? 0 : Math.random() * 100))
    }
    await client.disconnect().catch(() => undefined)
  }

  return {
    isOpen: () => isOpen,
    open() {
      void keepConnected()
    },
    async close() {
      isClosing = true
      isOpen = false
      await Promise.race([client.disconnect(), sleep(goodbyeMs, undefined, { ref: false })])
    },
  }
}

/** Over HTTP there is nothing to keep, only to find out who we are. */
export function createHttp(prepare: () => Promise<void>, log: Logger): Connection {
  let isReady = false
  let isClosing = false

  async function getReady(): Promise<void> {
    for (let failures = 0; !isReady && !isClosing; ) {
      try {
        await prepare()
        isReady = true
      } catch (error) {
        failures += 1
        const waitMs = Math.max(waitAfter(failures), retryAfterMs(error) ?? 0)
        log.warn({ err: error, failures, waitMs }, 'Slack cannot be reached')
        await sleep(waitMs)
      }
    }
  }

  return {
    isOpen: () => isReady && !isClosing,
    open() {
      void getReady()
    },
    async close() {
      isClosing = true
    },
  }
}
