import { createOpenAiRoute } from '../../../adapters/openai/index.ts'
import type { ChatRequest, LlmRoute } from '../../../src/ports/llm.ts'
import type { Dialect, ProviderEmulator } from '../../support/provider/index.ts'

export const PATIENCE = { firstMs: 400, idleMs: 200 }

/** What each provider calls a model that it surely has. */
export const models: Readonly<Record<Dialect, string>> = {
  openrouter: 'openai/gpt-5',
  openai: 'gpt-5',
  anthropic: 'claude-sonnet-4-5',
  google: 'gemini-2.5-pro',
  xai: 'grok-4',
  compatible: 'llama3.2:3b',
}

export const providers: Readonly<Record<Dialect, string>> = {
  openrouter: 'openrouter',
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  xai: 'x-ai',
  compatible: 'compatible',
}

export const routeTo = (
  emulator: ProviderEmulator,
  dialect: Dialect,
  over: Partial<Parameters<typeof createOpenAiRoute>[0]> = {},
): LlmRoute =>
  createOpenAiRoute({
    name: dialect === 'compatible' ? 'compatible/local' : dialect,
    provider: providers[dialect],
    baseUrl: emulator.url(dialect),
    apiKey: emulator.key(dialect),
    patience: PATIENCE,
    ...over,
  })

export const request = (dialect: Dialect, over: Partial<ChatRequest> = {}): ChatRequest => ({
  model: { id: `x/${models[dialect]}`, routeModelId: models[dialect], capabilities: [] },
  messages: [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: 'Why is the sky blue?' },
  ],
  maxOutputTokens: 1000,
  signal: new AbortController().signal,
  ...over,
})
