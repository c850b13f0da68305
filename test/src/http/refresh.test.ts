import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { BotError } from '../../../src/errors.ts'
import { someModels } from '../../support/start.ts'
import { adminToken, startApi } from '../../support/start-api.ts'

const post = { method: 'POST', token: adminToken }

it('refreshes and says what came of it', async () => {
  const { ask, llm } = await startApi()
  await ask('/api/llms/refresh', post)
  llm.offers([
    ...someModels.map(model => ({ ...model, contextWindow: 7 })),
    toModel('openai/gpt-6'),
  ])

  const answer = await ask('/api/llms/refresh', post)

  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({
    success: true,
    syncResults: { added: 1, updated: 4, failed: 0, errors: [] },
    models: 5,
    timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
  })
})

it('says which list could not be read', async () => {
  const { ask, llm } = await startApi()
  llm.offers(new BotError('model-bad-key', '401'))

  const answer = await ask('/api/llms/refresh', post)

  expect(await answer.json()).toMatchObject({
    success: false,
    syncResults: { added: 0, failed: 1, errors: ['demo: model-bad-key'] },
  })
})

it('is for admins', async () => {
  const { ask, rows } = await startApi()

  expect((await ask('/api/llms/refresh', { method: 'POST' })).status).toBe(403)
  expect(rows('SELECT * FROM Refresh')).toEqual([])
})

it('says when another one is running', async () => {
  const { ask, store, clock } = await startApi()
  const startedAt = clock.now()
  const leaseUntil = new Date(startedAt.getTime() + 60_000)
  await store.catalog.claimRefresh({ id: 'other', startedBy: 'start', startedAt, leaseUntil })

  const answer = await ask('/api/llms/refresh', post)

  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({
    detail: 'A refresh is running already. Ask again in a minute.',
  })
})
