import { expect, it } from 'vitest'
import { startApi } from '../../support/start-api.ts'

type ApiBot = Awaited<ReturnType<typeof startApi>>

/** The tests' clock stands in November 2026. */
async function afterTwoQuestions(): Promise<ApiBot> {
  const bot = await startApi()
  bot.llm.next('a'.repeat(90))
  await bot.ben.say('@switchboard hello')
  await bot.idle()
  const { thread } = await bot.ada.say('@switchboard hello')
  await bot.idle()
  await bot.ada.type('/model 4o', thread)
  await bot.ada.say('again', thread)
  await bot.idle()
  return bot
}

interface Answer {
  readonly from: string
  readonly to: string
  readonly total: Readonly<Record<string, string | number>>
  readonly rows: readonly Readonly<Record<string, string | number>>[]
}

const nano = (usd: unknown): bigint => BigInt(String(usd).replace('.', ''))

it('gives this month by model, in exact dollars that add up', async () => {
  const { ask, workspace, clock } = await afterTwoQuestions()

  const answer = await ask(`/api/costs?workspace=${workspace}`)
  const { from, to, total, rows } = (await answer.json()) as Answer

  const month = clock.now().toISOString().slice(0, 7)
  expect(from).toBe(`${month}-01`)
  expect(to.slice(0, 7)).toBe(month)
  expect(total).toMatchObject({ calls: 3, costUsd: expect.stringMatching(/^0\.\d{9}$/) })
  expect(rows.map(({ key }) => key)).toEqual(['openai/gpt-5', 'openai/gpt-4o-mini'])
  expect(rows.reduce((sum, { costUsd }) => sum + nano(costUsd), 0n)).toBe(nano(total['costUsd']))
})

it.each(['member', 'channel', 'purpose', 'provider', 'day'])('cuts by %s', async by => {
  const { ask, workspace } = await afterTwoQuestions()

  const answer = await ask(`/api/costs?workspace=${workspace}&by=${by}`)
  const { total, rows } = (await answer.json()) as Answer

  expect(rows.length).toBeGreaterThan(0)
  expect(rows.reduce((sum, { costUsd }) => sum + nano(costUsd), 0n)).toBe(nano(total['costUsd']))
})

it.each([
  ['format=csv', {}],
  ['by=model', { accept: 'text/csv' }],
  ['by=model', { accept: 'text/csv, application/json;q=0.5' }],
])('is CSV for %s %o', async (query, headers) => {
  const { ask, workspace } = await afterTwoQuestions()

  const answer = await ask(`/api/costs?workspace=${workspace}&${query}`, { headers })

  expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
  const [names, first] = (await answer.text()).split('\r\n')
  expect(names).toBe(
    'key,costUsd,calls,failures,unpriced,estimated,inputTokens,cachedTokens,outputTokens',
  )
  expect(first).toMatch(/^openai\/gpt-5,0\.\d{9},2,0,0,/)
})

it('has nothing to say of days without calls', async () => {
  const { ask, workspace } = await afterTwoQuestions()

  const answer = await ask(`/api/costs?workspace=${workspace}&from=2020-02-01`)

  expect(await answer.json()).toMatchObject({
    from: '2020-02-01',
    to: '2020-02-29',
    total: { costUsd: '0.000000000', calls: 0 },
    rows: [],
  })
})

it.each([
  ['', 'workspace'],
  ['workspace=playground&from=yesterday', 'from'],
  ['workspace=playground&from=2026-02-30', 'from'],
  ['workspace=playground&by=colour', 'by'],
  ['workspace=playground&format=xml', 'format'],
])('refuses “%s”, naming %s', async (query, field) => {
  const { ask } = await startApi()

  const answer = await ask(`/api/costs?${query}`)

  expect(answer.status).toBe(400)
  const { errors } = (await answer.json()) as { errors: { field: string }[] }
  expect(errors.map(error => error.field)).toContain(field)
})

it('refuses a last day before the first, and a workspace that is not there', async () => {
  const { ask, workspace } = await afterTwoQuestions()

  const turned = await ask(`/api/costs?workspace=${workspace}&from=2026-11-15&to=2026-11-01`)
  const missing = await ask('/api/costs?workspace=discord:1')

  expect([turned.status, missing.status]).toEqual([400, 404])
})
