import { describe, expect, it, vi } from 'vitest'
import { adminToken, readToken, startApi } from '../../support/start-api.ts'

const PROBLEM = /^application\/problem\+json/

describe('A token', () => {
  it.each([
    ['none', ''],
    ['a wrong one', 'wrong-token-of-the-tests'],
    ['the beginning of the right one', readToken.slice(0, -1)],
    ['more than the right one', `${readToken}x`],
  ])('%s is refused', async (_, token) => {
    const { ask } = await startApi()

    const answer = await ask('/api/llms', { token })

    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(answer.headers.get('content-type')).toMatch(PROBLEM)
    expect(await answer.json()).toMatchObject({ status: 401, title: 'Who is asking?' })
  })

  it('of an admin may read too', async () => {
    const { ask } = await startApi()

    expect((await ask('/api/llms', { token: adminToken })).status).toBe(200)
  })

  it('of an admin alone opens the reading side', async () => {
    const { ask } = await startApi({ tokens: { admin: adminToken } })

    expect((await ask('/api/llms', { token: adminToken })).status).toBe(200)
    expect((await ask('/api/llms', { token: 'undefined' })).status).toBe(401)
  })

  it('that is not configured closes its side, and the answer says which', async () => {
    const { ask } = await startApi({ tokens: {} })

    const answer = await ask('/api/llms')

    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({
      detail: 'This side of the API is closed: API_READ_TOKEN is not set.',
    })
  })

  it('may ask at least 60 times a minute, then is told when to come back; another one is not', async () => {
    const { ask, clock } = await startApi()
    const statuses = new Map<number, number>()
    let last = await ask('/api/llms?workspace=')
    for (let count = 1; last.status !== 429 && count < 500; count++) {
      statuses.set(last.status, count)
      last = await ask('/api/llms?workspace=')
    }

    expect([...statuses.keys()]).toEqual([400])
    expect(statuses.get(400)).toBeGreaterThanOrEqual(60)
    expect(last.status).toBe(429)
    const seconds = Number(last.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect((await ask('/api/llms', { token: adminToken })).status).toBe(200)
    clock.advance(seconds * 1000)
    expect((await ask('/api/llms')).status).toBe(200)
  })
})

describe('A problem', () => {
  it('names the field that is wrong', async () => {
    const { ask } = await startApi()

    const answer = await ask('/api/llms?workspace=a&workspace=b&limit=3')

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      title: 'The request was not understood',
      errors: [{ field: 'workspace' }, { field: 'limit', detail: 'there is no such field' }],
    })
  })

  it.each([
    ['/api/nothing', 404],
    ['/nothing', 404],
    ['/api/llms?workspace=slack:T0', 404],
    ['/api/%zz', 400],
  ])('%s is one: %i', async (path, status) => {
    const { ask } = await startApi()

    const answer = await ask(path)

    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(PROBLEM)
    expect(await answer.json()).toMatchObject({ status })
  })

  it('tells nothing of what broke; the log has it all', async () => {
    const { ask, apiLog, store } = await startApi()
    const failing = vi.spyOn(store.catalog, 'lastSyncedAt')
    failing.mockRejectedValueOnce(new Error('password=hunter2'))

    const answer = await ask('/api/llms')
    const body = await answer.text()

    expect(answer.status).toBe(500)
    expect(body).not.toMatch(/hunter2|\.ts|stack/)
    const { detail } = JSON.parse(body)
    const reference = /`(?<reference>.+)`/.exec(detail)?.groups?.['reference']
    expect(apiLog).toContainEqual(
      expect.objectContaining({
        reference,
        err: expect.objectContaining({ message: 'password=hunter2' }),
      }),
    )
  })
})

describe('A body', () => {
  const post = { method: 'POST', token: adminToken }
  const json = { 'content-type': 'application/json' }

  it.each([
    ['is too long', { ...post, headers: json, body: JSON.stringify('x'.repeat(70_000)) }, 413],
    ['is no JSON', { ...post, headers: json, body: '{"a":' }, 400],
    ['is of another kind', { ...post, headers: { 'content-type': 'image/png' }, body: 'x' }, 415],
    ['is nobody’s', { ...post, headers: json, body: '{"a":', token: '' }, 401],
    ['is of a reader', { ...post, headers: json, body: '{"a":', token: readToken }, 403],
  ])('that %s is a problem', async (_, how, status) => {
    const { ask } = await startApi()

    const answer = await ask('/api/llms/refresh', how)

    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(PROBLEM)
    expect(JSON.stringify(await answer.json())).not.toMatch(/FST_|JSON at position|stack/)
  })
})

describe('GET /api/llms', () => {
  it('gives a workspace’s enabled models with exact prices', async () => {
    const { ask, ada, workspace } = await startApi()
    await ada.type('/models enable claude-sonnet-4.5 "Sonnet, with care"')

    const answer = await ask(`/api/llms?workspace=${workspace}`)

    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({
      count: 3,
      defaultModel: 'openai/gpt-5',
      lastSynced: null,
      models: [
        expect.objectContaining({ id: 'openai/gpt-5', is_default: true, display_order: 1 }),
        {
          id: 'openai/gpt-4o-mini',
          model_key: 'gpt-4o-mini',
          model_name: 'GPT-4o mini',
          provider: 'openai',
          route: expect.any(String),
          capabilities: ['tools'],
          is_active: true,
          is_default: false,
          display_order: 2,
          prices: { input: '0.150000000', output: '0.600000000' },
        },
        expect.objectContaining({
          model_name: 'Sonnet, with care',
          capabilities: ['vision', 'tools'],
          display_order: 3,
        }),
      ],
    })
  })

  it('gives the whole catalog without a workspace', async () => {
    const { ask } = await startApi()

    const answer = await (await ask('/api/llms')).json()

    expect(answer).toMatchObject({ count: 4, defaultModel: 'openai/gpt-5' })
  })

  it('does not open a workspace by asking', async () => {
    const { ask, rows } = await startApi()

    const answer = await ask('/api/llms?workspace=slack:T123')

    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ detail: 'There is no workspace “slack:T123”.' })
    expect(rows(`SELECT id FROM Workspace WHERE id = 'slack:T123'`)).toEqual([])
  })
})
