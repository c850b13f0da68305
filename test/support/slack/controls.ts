import type { Deliveries } from './deliveries.ts'
import { waitFor } from './dump.ts'
import type { Faults } from './faults.ts'
import { createHttpMode, type HttpTarget, postSigned, toRequest } from './http-mode.ts'
import type { Json } from './json.ts'
import type { SocketMode } from './socket-mode.ts'
import type { World } from './world.ts'

interface Parts {
  readonly world: World
  readonly deliveries: Deliveries
  readonly socket: SocketMode
  readonly faults: Faults
}

type Reason = 'refresh_requested' | 'warning' | 'link_disabled'

const createTrouble = (faults: Faults) => ({
  limitNext: (
    method: string,
    { times = 1, retryAfter = 1 }: { readonly times?: number; readonly retryAfter?: number } = {},
  ) => faults.add(method, { kind: 'limit', retryAfter }, times),
  failNext: (method: string, error: string, times = 1) =>
    faults.add(method, { kind: 'fail', error }, times),
  // The connection breaks: `drop` before the call is done, `lose` after it.
  breakNext: (method: string, how: 'drop' | 'lose', times = 1) =>
    faults.add(method, { kind: how }, times),
  answerNext: (method: string, status: number, times = 1) =>
    faults.add(method, { kind: 'status', status }, times),
  answerLate: (method: string, ms: number, times = 1) =>
    faults.add(method, { kind: 'late', ms }, times),
  delayNext: (method: string, ms: number, times = 1) => faults.addDelay(method, ms, times),
  // Calls a minute, from now on; undefined lifts the limit.
  limitRate: (method: string, perMinute: number | undefined) => faults.setRate(method, perMinute),
  clearFaults: faults.clear,
})

const createHttp = (deliveries: Deliveries) => {
  let target: HttpTarget | undefined
  const given = (): HttpTarget => {
    if (!target) throw new Error('Call useHttp first')
    return target
  }
  const read = async (response: Response) => ({
    status: response.status,
    body: await response.text(),
  })
  return {
    useHttp: (next: HttpTarget) => {
      target = next
      deliveries.use(createHttpMode(next, deliveries))
    },
    // Proves the address as Slack does when it is entered.
    verifyUrl: async (challenge = 'challenge-1') => {
      const { url, signingSecret } = given()
      const payload = { type: 'url_verification', token: 'verification-token', challenge }
      const body = JSON.stringify(payload)
      const request = { url, body, type: 'application/json', secret: signingSecret }
      return await read(await postSigned(request))
    },
    // A request that is not from Slack: a wrong signature, or an old one.
    forge: async (payload: Json, how: 'wrong' | 'old' = 'wrong') => {
      const request = toRequest(given(), 'events_api', payload)
      const secret = how === 'wrong' ? 'not-the-secret' : given().signingSecret
      return await read(
        await postSigned({ ...request, secret, ageSeconds: how === 'old' ? 600 : 0 }),
      )
    },
  }
}

export const createControls = ({ world, deliveries, socket, faults }: Parts) => ({
  ...createTrouble(faults),
  ...createHttp(deliveries),
  connected: async (count = 1, timeoutMs = 10_000) => {
    await waitFor(world, () => socket.connections() >= count, 'Socket Mode', timeoutMs)
  },
  connections: socket.connections,
  dropSocket: socket.drop,
  disconnectWarning: (reason: Reason = 'refresh_requested') => socket.warn(reason),
})
