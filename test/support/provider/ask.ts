import OpenAI from 'openai'
import type { ChatCompletionChunk } from 'openai/resources'
import type { Dialect, ProviderEmulator } from './index.ts'

export const askedModels: Readonly<Record<Dialect, string>> = {
  openrouter: 'openai/gpt-5',
  openai: 'gpt-5',
  anthropic: 'claude-sonnet-4-5',
  google: 'gemini-2.5-pro',
  xai: 'grok-4',
  compatible: 'llama3.2:3b',
}

/** Whatever a test wants to send, also what the SDK's types forbid. */
type Extra = Readonly<Record<string, unknown>>

/** Asks the emulator with the real SDK. */
export function createAsker(provider: ProviderEmulator) {
  const client = (dialect: Dialect, apiKey = provider.key(dialect)) =>
    new OpenAI({
      apiKey,
      baseURL: provider.url(dialect),
      maxRetries: 0,
      timeout: 1_000,
      logLevel: 'off',
    })
  const request = (dialect: Dialect, extra: Extra) => ({
    model: askedModels[dialect],
    messages: [{ role: 'user' as const, content: 'Why is the sky blue?' }],
    ...extra,
  })

  return {
    client,
    plain: (dialect: Dialect, extra: Extra = {}) =>
      client(dialect).chat.completions.create({ ...request(dialect, extra), stream: false }),
    async stream(dialect: Dialect, extra: Extra = {}) {
      const events = await client(dialect).chat.completions.create({
        ...request(dialect, extra),
        stream: true,
        stream_options: { include_usage: true },
      })
      const chunks: ChatCompletionChunk[] = []
      for await (const chunk of events) chunks.push(chunk)
      return readChunks(chunks)
    },
  }
}

function readChunks(chunks: readonly ChatCompletionChunk[]) {
  return {
    chunks,
    text: chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''),
    finish: chunks.map(({ choices }) => choices[0]?.finish_reason).find(Boolean),
    usage: chunks.at(-1)?.usage,
  }
}
