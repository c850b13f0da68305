import { z } from 'zod'
import { BotError } from '../../src/errors.ts'
import type { OfferedModel } from '../../src/ports/llm.ts'
import { call, type Endpoint } from './call.ts'

const TIMEOUT_MS = 20_000

/** What the platform is known to have; the first one is its default. */
export const builtIn: readonly OfferedModel[] = [
  toModel(28, 'claude-3-7-sonnet', 'Claude 3.7 Sonnet'),
  toModel(25, 'claude-3-5-sonnet', 'Claude 3.5 Sonnet'),
  toModel(30, 'claude-3-opus-4-1', 'Claude Opus 4.1'),
  toModel(35, 'gemini-2-5-flash-lite', 'Gemini 2.5 Flash-Lite'),
  toModel(40, 'gpt-4o', 'GPT-4o'),
]

const row = z
  .object({
    id: z.int().optional(),
    llm_id: z.int().optional(),
    name: z.string().min(1).optional(),
    model_name: z.string().min(1).optional(),
    model_key: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional()
      .catch(undefined),
    context_window: z.int().positive().nullish().catch(undefined),
    is_active: z.boolean().nullish().catch(undefined),
  })
  .transform(({ id, llm_id, name, model_name, ...rest }) => ({
    ...rest,
    llmId: id ?? llm_id,
    name: name ?? model_name,
  }))

const list = z.union([
  z.object({ llms: z.array(z.unknown()) }).transform(({ llms }) => llms),
  z.array(z.unknown()),
])

/** All models; the built-in ones where the platform has no such list. @throws BotError with a `model-…` code */
export async function listModels(
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<readonly OfferedModel[]> {
  const body = await call(endpoint, '/llms', { timeoutMs: TIMEOUT_MS, signal }).catch(error => {
    if (hasNoList(error)) return undefined
    throw error
  })
  return body === undefined ? builtIn : readList(body)
}

/** 404 and 405. */
const hasNoList = (error: unknown): boolean =>
  error instanceof BotError && /^MatchaAI: 40[45] /.test(error.message)

function readList(body: unknown): readonly OfferedModel[] {
  const entries = list.safeParse(body)
  if (!entries.success) {
    throw new BotError('model-garbled', 'not a list of models', { cause: entries.error })
  }
  const byKey = new Map<string, OfferedModel>()
  for (const entry of entries.data) {
    const model = readRow(entry)
    if (!model) continue
    const isTaken = byKey.has(model.id)
    const unique = isTaken ? { ...model, id: `${model.id}-${model.routeModelId}` } : model
    byKey.set(unique.id, unique)
  }
  return [...byKey.values()]
}

function readRow(entry: unknown): OfferedModel | undefined {
  const { data } = row.safeParse(entry)
  if (data?.llmId === undefined || data.is_active === false) return undefined
  const known = builtIn.find(({ routeModelId }) => routeModelId === String(data.llmId))
  const name = data.name ?? known?.name
  if (name === undefined) return undefined
  const key = data.model_key ?? known?.id.slice('matcha/'.length) ?? toKey(name)
  return {
    ...toModel(data.llmId, key, name),
    ...(data.context_window && { contextWindow: data.context_window }),
  }
}

/** `Claude 3.7 Sonnet` is `claude-3-7-sonnet`. */
const toKey = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/** Whatever the model itself can do: only text goes in and comes out here. */
function toModel(llmId: number, key: string, name: string): OfferedModel {
  return {
    id: `matcha/${key}`,
    provider: 'matcha',
    route: 'matcha',
    routeModelId: String(llmId),
    name,
    inputModalities: ['text'],
    outputModalities: ['text'],
    capabilities: [],
    parameters: [],
    priceState: 'unknown',
    aliases: [],
  }
}
