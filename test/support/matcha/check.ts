import type { IncomingMessage } from 'node:http'
import type { Call, Reply } from './index.ts'

interface Platform {
  readonly keys: readonly string[]
  readonly models: readonly unknown[]
  readonly missionId: number
}

const BUILT_IN = [28, 25, 30, 35, 40]

/** Undefined when the request is as the contract wants it. */
export function refusalOf(
  call: Call,
  { headers }: IncomingMessage,
  platform: Platform,
): Reply | undefined {
  if (call.key === undefined || !platform.keys.includes(call.key)) return refuse(401, 'bad key')
  if (headers.authorization !== undefined) return refuse(400, 'no such header: authorization')
  if (headers['content-type'] !== 'application/json') return refuse(400, 'JSON is wanted')
  const route = `${call.method} ${call.path}`
  if (route === 'GET /llms') return undefined
  if (route === 'POST /completions') return refusedCompletion(call.body, platform)
  return refuse(404, `no such call: ${route}`)
}

function refusedCompletion(body: unknown, { models, missionId }: Platform): Reply | undefined {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const names = Object.keys(sent).sort().join()
  if (names !== 'input,llm_id,mission_id') return refuse(400, `fields are ${names}`)
  const { mission_id: mission, llm_id: llm, input } = sent
  if (!Number.isInteger(mission) || !Number.isInteger(llm)) return refuse(400, 'ids are integers')
  if (typeof input !== 'string' || input.trim() === '') return refuse(400, 'input is empty')
  if (mission !== missionId) return refuse(404, 'unknown mission')
  const listed = models.map(model => (model as { id?: unknown }).id)
  return [...listed, ...BUILT_IN].includes(llm) ? undefined : refuse(404, 'unknown model')
}

const refuse = (status: number, message: string): Reply => ({
  status,
  body: { status: 'error', message },
})
