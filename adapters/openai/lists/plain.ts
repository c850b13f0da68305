import { z } from 'zod'
import type { OfferedModel } from '../../../src/ports/llm.ts'
import { versionOf } from './version.ts'

/** What OpenAI, Anthropic, Google, xAI and compatible servers list: ids, and little else. */
export const plainPage = z.object({
  data: z.array(z.unknown()),
  has_more: z.boolean().nullish(),
  last_id: z.string().nullish(),
})

const row = z.object({ id: z.string().min(1), display_name: z.string().nullish() })

/** Families that do not chat. Such a list does not say what a model is for. */
const OTHER_TRADES =
  /embed|tts|whisper|dall-e|moderation|image|audio|realtime|transcribe|davinci|babbage|sora|veo|imagen|aqa|computer-use|video/i

export function fromPlain(
  data: readonly unknown[],
  provider: string,
  route: string,
  lost: (entry: unknown) => void,
): readonly OfferedModel[] {
  return data.flatMap(entry => {
    const result = row.safeParse(entry)
    if (!result.success) {
      lost(entry)
      return []
    }
    // Google writes `models/gemini-…`
    const routeModelId = result.data.id.replace(/^models\//, '')
    if (provider !== 'compatible' && OTHER_TRADES.test(routeModelId)) return []
    return [toModel(routeModelId, result.data.display_name ?? routeModelId, provider, route)]
  })
}

function toModel(
  routeModelId: string,
  name: string,
  provider: string,
  route: string,
): OfferedModel {
  const version = versionOf(routeModelId)
  return {
    id: `${provider}/${routeModelId}`,
    provider,
    route,
    routeModelId,
    name,
    inputModalities: ['text'],
    outputModalities: ['text'],
    capabilities: [],
    priceState: 'unknown',
    aliases: [],
    ...(version && { version }),
  }
}
