import { expect, it } from 'vitest'
import { adminToken, startApi } from '../../support/start-api.ts'

const keys = [
  'chat',
  'prdGeneration',
  'prdAnalysis',
  'insightExtraction',
  'specGeneration',
  'taskSuggestions',
  'taskAnalysis',
  'specRefinement',
  'researchGeneration',
  'markdownGeneration',
]
const gpt5 = { provider: 'openai', model: 'gpt-5' }
const mini = { provider: 'openai', model: 'gpt-4o-mini' }

async function open() {
  const bot = await startApi({ enabled: ['x-ai/grok-4'] })
  await bot.ben.say('@switchboard hello')
  await bot.idle()
  const url = (userId: string, task = '') =>
    `/api/users/${userId}/model-preferences${task}?workspace=${bot.workspace}`
  const get = async (userId: string) => (await bot.ask(url(userId))).json()
  const put = (userId: string, body: unknown, task?: string) =>
    bot.ask(url(userId, task), {
      method: 'PUT',
      token: adminToken,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return { ...bot, get, put }
}

it('gives all ten tasks, the defaults of the workspace where a member has chosen nothing', async () => {
  const { get } = await open()

  expect(await get('ben')).toEqual({
    userId: 'ben',
    ...Object.fromEntries(keys.map(key => [key, gpt5])),
    updatedAt: null,
  })
})

it('sets one task, which the bot follows for this member and nobody else', async () => {
  const { get, put, ben, idle, llm, clock } = await open()

  const answer = await put('ben', { provider: 'xai', model: 'grok-4' }, '/prdAnalysis')

  expect(answer.status).toBe(200)
  const wanted = {
    prdAnalysis: { provider: 'x-ai', model: 'grok-4' },
    prdGeneration: gpt5,
    updatedAt: expect.stringContaining(clock.now().toISOString().slice(0, 10)),
  }
  expect(await answer.json()).toMatchObject(wanted)
  expect(await get('ben')).toMatchObject(wanted)
  expect(await get('ada')).toMatchObject({ prdAnalysis: gpt5, updatedAt: null })
  await ben.type('/task run prd_analysis the export')
  await idle()
  expect(llm.requests.at(-1)?.model.id).toBe('x-ai/grok-4')
})

it('takes what it gave, changed: all ten at once', async () => {
  const { get, put } = await open()
  const before = (await get('ben')) as object

  const auto = { provider: 'auto', model: 'auto' }
  const answer = await put('ben', { ...before, chat: mini, specGeneration: auto })

  expect(answer.status).toBe(200)
  expect(await get('ben')).toMatchObject({
    chat: mini,
    specGeneration: auto,
    markdownGeneration: gpt5,
  })
})

it.each([
  ['a task', '/poetry', gpt5, /“poetry” is no task\. The tasks are chat, prdGeneration/],
  ['a provider', '/chat', { provider: 'acme', model: 'x' }, /made by “acme”/],
  ['a model', '/chat', { provider: 'openai', model: 'gpt-9' }, /“gpt-9” is no enabled model/],
  ['a field', '/chat', { ...gpt5, colour: 'red' }, /colour/],
  ['no model', '/chat', { provider: 'openai' }, /model/],
])('names %s that there is not', async (_what, task, body, sentence) => {
  const { put, get } = await open()

  const answer = await put('ben', body, task)

  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(sentence) })
  expect(await get('ben')).toMatchObject({ updatedAt: null })
})

it('saves all of a body or none of it, and names each that is wrong', async () => {
  const { put, get } = await open()
  const good = Object.fromEntries(keys.map(key => [key, mini]))

  const wrong = await put('ben', { ...good, chat: { provider: 'acme', model: 'x' } })
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({
    errors: [{ field: 'chat.provider', detail: 'no enabled model is made by “acme”' }],
  })
  const { chat: _chat, ...nine } = good
  const missing = await put('ben', nine)
  expect(missing.status).toBe(400)
  expect(await missing.json()).toMatchObject({ errors: [{ field: 'chat' }] })
  expect((await put('ben', { ...good, poetry: mini })).status).toBe(400)

  expect(await get('ben')).toMatchObject({ chat: gpt5, updatedAt: null })
})
