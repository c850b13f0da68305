import { scaleDecimal } from '../../src/lib/decimal.ts'
import type { ChatEvent, Usage } from '../../src/ports/llm.ts'
import { readUsageBody, type Said, type UsageBody } from './usage-body.ts'

/** Undefined when the provider reported nothing, which is not the same as zero. */
export function fromUsage(body: UsageBody | null | undefined): ChatEvent | undefined {
  const said = body && readUsageBody(body)
  if (!said) return undefined
  const reportedNano = reported(body)
  return {
    type: 'usage',
    usage: toUsage(said),
    raw: body,
    ...(reportedNano !== undefined && { reportedNano }),
  }
}

/** The parts are kept within their totals, whatever was sent. */
function toUsage(said: Said): Usage {
  const inputTokens = said.input
  const [outputTokens, reasoning] = withThoughts(said)
  const cacheReadTokens = Math.min(said.cacheRead, inputTokens)
  const cacheWriteTokens = Math.min(said.cacheWrite, inputTokens - cacheReadTokens)
  const reasoningTokens = Math.min(reasoning, outputTokens)
  const more = {
    cacheWriteHourTokens: Math.min(said.cacheWriteHour, cacheWriteTokens),
    audioInputTokens: Math.min(said.audioInput, inputTokens),
    audioOutputTokens: Math.min(said.audioOutput, outputTokens - reasoningTokens),
  }
  const present = Object.entries(more).filter(([, tokens]) => tokens > 0)
  return {
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens,
    reasoningTokens,
    ...Object.fromEntries(present),
  }
}

/** Some servers count reasoning beside the completion, and not all of them name it: their total gives them away. */
function withThoughts({ input, output, reasoning, total }: Said): readonly [number, number] {
  const gap = total - input - output
  const beside = gap > 0 && (reasoning === 0 || reasoning === gap) ? gap : 0
  return [output + beside, reasoning || beside]
}

const USD = 9
const TICKS = -1

/** The provider's own figure in nano-USD. */
function reported(body: UsageBody): bigint | undefined {
  if (isGiven(body.cost_in_usd_ticks)) return positive(body.cost_in_usd_ticks, TICKS)
  if (!isGiven(body.cost)) return undefined
  const cost = positive(body.cost, USD)
  const upstream = body.cost_details?.upstream_inference_cost
  // where OpenRouter used a key of ours, its `cost` is no more than its fee
  if (cost === undefined || !body.is_byok || !isGiven(upstream)) return cost
  return cost + (positive(upstream, USD) ?? 0n)
}

type Figure = number | string

const isGiven = (value: Figure | null | undefined): value is Figure =>
  value !== null && value !== undefined

function positive(value: Figure, scale: number): bigint | undefined {
  const nano = scaleDecimal(String(value), scale)
  return nano !== undefined && nano >= 0n ? nano : undefined
}
