import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createCharts } from '../../../adapters/charts/index.ts'
import { createPlaygroundChat } from '../../../adapters/playground/index.ts'
import type { WireState } from '../../../adapters/playground/protocol.ts'
import { say } from '../../../src/ui/card.ts'
import {
  emptyFolder,
  type Playground,
  type PlaygroundSpec,
  startPlayground,
} from './start-playground.ts'

const running: Playground[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(playground => playground.stop()))
})

async function start(spec: PlaygroundSpec = {}) {
  const playground = await startPlayground(spec)
  running.push(playground)
  const { app } = playground
  const ask = (options: InjectOptions) =>
    app.inject({ ...options, headers: { host: 'localhost:3000', ...options.headers } })
  const post = async (name: string, body: object) => {
    const response = await ask({ method: 'POST', url: `/playground/api/${name}`, payload: body })
    return { status: response.statusCode, body: response.json() }
  }
  const state = async (person = 'ada'): Promise<WireState> =>
    (await ask({ url: `/playground/api/state?person=${person}` })).json()
  const say = async (person: string, text: string, spot: object = { channelId: 'general' }) =>
    post('message', { person, spot, text, files: [] })
  return { ...playground, ask, post, state, say }
}

const general = {
  workspaceId: 'playground',
  channelId: 'general',
  isDirect: false,
}

describe('who may come in', () => {
  it.each(['0.0.0.0', '::', '192.168.0.7', 'example.org'])('does not start on %s', host => {
    expect(() =>
      createPlaygroundChat({ host, charts: createCharts() }, pino({ level: 'silent' })),
    ).toThrow(/only runs on loopback/)
  })

  it('refuses another host name, as DNS rebinding brings it', async () => {
    const { ask } = await start()

    const response = await ask({
      url: '/playground/api/state?person=ada',
      headers: { host: 'evil.example:3000' },
    })

    expect(response.statusCode).toBe(403)
  })

  it('refuses who is not on this machine', async () => {
    const { ask } = await start()

    const response = await ask({ url: '/', remoteAddress: '192.168.0.9' })

    expect(response.statusCode).toBe(403)
  })

  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'http://localhost:3000' }, 200],
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('answers a POST with %j by %i', async (headers, status) => {
    const { ask } = await start()

    const response = await ask({
      method: 'POST',
      url: '/playground/api/dismiss',
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ person: 'ada', id: 'x' }),
    })

    expect(response.statusCode).toBe(status)
  })

  it('lets no script in but its own', async () => {
    const { ask } = await start()

    const { headers } = await ask({ url: '/playground/api/state?person=ada' })

    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('messages', () => {
  it('tells the bot who said what, and shows the answer in a thread', async () => {
    const { say, inbox, state } = await start()

    const { body } = await say('ben', '@Switchboard hello')

    expect(inbox.heard).toMatchObject([
      {
        id: body.id,
        author: { id: 'ben', name: 'Ben' },
        text: 'hello',
        mentionsBot: true,
        place: { channelId: 'general', isDirect: false },
      },
    ])
    expect(inbox.heard[0]?.place).not.toHaveProperty('threadId')
    await expect
      .poll(async () => (await state()).messages)
      .toMatchObject([
        { text: '@Switchboard hello' },
        { text: 'Hello there.', threadId: body.id, answer: { state: 'done' } },
      ])
  })

  it('keeps direct messages between two', async () => {
    const { say, inbox, state } = await start()

    await say('ben', 'secret', { channelId: 'dm-ben' })

    expect(inbox.heard[0]?.place).toMatchObject({ threadId: 'dm-ben', isDirect: true })
    expect((await state('ben')).messages.length).toBeGreaterThan(0)
    expect((await state('ada')).messages).toEqual([])
    expect((await say('ada', 'let me in', { channelId: 'dm-ben' })).status).toBe(404)
  })

  it('edits and deletes one’s own, and nobody else’s', async () => {
    const { say, post, inbox, state } = await start()
    const { body } = await say('ben', 'helo')

    const stranger = await post('edit', { person: 'ada', id: body.id, text: 'no' })
    await post('edit', { person: 'ben', id: body.id, text: 'hello' })
    const edited = (await state()).messages
    await post('delete', { person: 'ben', id: body.id })

    expect(stranger.status).toBe(404)
    expect(edited).toMatchObject([{ text: 'hello', editedAt: expect.any(Number) }])
    expect(inbox.edits).toEqual(['hello'])
    expect(inbox.deletions).toEqual([body.id])
    expect((await state()).messages).toEqual([])
  })

  it('leaves a stone where a deleted message had replies', async () => {
    const { say, post, state } = await start()
    const { body } = await say('ben', 'root')
    await say('ada', '@Ben reply', { channelId: 'general', threadId: body.id })

    await post('delete', { person: 'ben', id: body.id })

    expect((await state()).messages[0]).toMatchObject({ id: body.id, text: '', deleted: true })
  })

  it('hands attached files to the bot', async () => {
    const { post, inbox, chat, ask } = await start()
    const base64 = Buffer.from('a,b').toString('base64')
    const { body: file } = await post('upload', {
      person: 'ada',
      name: 'costs.csv',
      mimeType: 'text/csv',
      base64,
    })
    await post('message', {
      person: 'ada',
      spot: { channelId: 'general' },
      text: 'look',
      files: [file.ref],
    })

    const [attachment] = inbox.heard[0]?.attachments ?? []
    const bytes = attachment && (await chat.download('playground', attachment))
    const served = await ask({ url: `/playground/files/${file.ref}` })

    expect(attachment).toMatchObject({ name: 'costs.csv', mimeType: 'text/csv', sizeBytes: 3 })
    expect(Buffer.from(bytes ?? []).toString()).toBe('a,b')
    expect(served.headers['content-type']).toBe('application/octet-stream')
    expect(served.headers['content-disposition']).toContain('attachment')
  })
})

describe('commands, buttons and forms', () => {
  const spot = { channelId: 'general' }
  const origin = (messageId: string) => ({ kind: 'message', messageId, part: 'card' })

  it('shows a private answer to its caller only, who can dismiss it', async () => {
    const { post, state, inbox } = await start()

    const { body } = await post('command', { person: 'ben', spot, typed: '/models list' })

    expect(inbox.commands).toMatchObject([{ command: 'models list', actor: { id: 'ben' } }])
    expect((await state('ben')).messages).toMatchObject([
      { id: body.messageId, visibleTo: 'ben', prompt: '/models list' },
    ])
    expect((await state('ada')).messages).toEqual([])
    await post('dismiss', { person: 'ada', id: body.messageId })
    expect((await state('ben')).messages).toHaveLength(1)
    await post('dismiss', { person: 'ben', id: body.messageId })
    expect((await state('ben')).messages).toEqual([])
  })

  it('redraws the card whose menu was used', async () => {
    const { post, state } = await start()
    const { body } = await post('command', { person: 'ada', spot, typed: '/model' })

    const reply = await post('press', {
      person: 'ada',
      spot,
      origin: origin(body.messageId),
      action: 'model.pick',
      value: 'thread',
      chosen: ['openai/gpt-5'],
    })

    const { messages } = await state()
    expect(reply.body).toEqual({ kind: 'done' })
    expect(messages).toHaveLength(1)
    expect(JSON.stringify(messages[0]?.card)).toContain('This thread uses **GPT-5**')
  })

  it('opens a form and keeps it open while an answer is wrong', async () => {
    const { post, state } = await start()
    const opened = await post('command', { person: 'ada', spot, typed: '/models setup' })
    const submit = (budget: string) =>
      post('submit', {
        person: 'ada',
        spot,
        form: 'setup',
        state: 'workspace',
        values: { budget: [budget] },
      })

    const refused = await submit('fifty')
    const before = (await state()).messages
    const accepted = await submit('50')

    expect(opened.body).toMatchObject({ kind: 'form', form: { id: 'setup' } })
    expect(refused.body).toMatchObject({
      kind: 'refused',
      fieldErrors: { budget: 'Write an amount such as 50.' },
    })
    expect(before).toEqual([])
    expect(accepted.body.kind).toBe('shown')
  })

  it('asks the bot for suggestions', async () => {
    const { post } = await start()

    const { body } = await post('suggest', {
      person: 'ada',
      spot,
      command: 'models enable',
      option: 'model',
      typed: 'sonnet',
    })

    expect(body.suggestions).toMatchObject([{ value: 'anthropic/claude-sonnet-4.5' }])
  })

  it('takes no new work while it drains', async () => {
    const { say, chat } = await start()

    await chat.drain()

    expect((await say('ada', 'hello')).status).toBe(503)
  })
})

describe('what the bot calls', () => {
  it('posts, whispers and writes directly', async () => {
    const { chat, state } = await start()
    await chat.post(general, say('to all'))
    await chat.whisper(general, 'ben', say('to Ben'))
    await chat.direct('playground', 'cleo', say('to Cleo'))

    const seen = async (person: string) =>
      (await state(person)).messages.map(({ card }) => JSON.stringify(card))

    expect(await seen('ada')).toHaveLength(1)
    expect(await seen('ben')).toHaveLength(2)
    expect(await seen('cleo')).toHaveLength(2)
  })

  it('knows who may do what', async () => {
    const { chat } = await start()
    const members = await Promise.all(
      ['ada', 'ben', 'cleo', 'dora'].map(id => chat.member('playground', id)),
    )

    expect(members).toEqual([
      { id: 'ada', name: 'Ada', isAdmin: true, isGuest: false, groupIds: ['staff'] },
      { id: 'ben', name: 'Ben', isAdmin: false, isGuest: false, groupIds: ['staff'] },
      { id: 'cleo', name: 'Cleo', isAdmin: false, isGuest: true, groupIds: [] },
      undefined,
    ])
    expect(await chat.isInGroup('playground', 'cleo', 'staff')).toBe(false)
    expect(chat.mention({ kind: 'person', id: 'ada' })).toBe('@Ada')
    expect(chat.mention({ kind: 'channel', id: 'support' })).toBe('#support')
  })

  it('reads a thread back, oldest first, without what is private', async () => {
    const { chat, say: type } = await start()
    const { body: root } = await type('ada', 'first')
    const thread = { ...general, threadId: root.id }
    await type('ben', '@Ada second', { channelId: 'general', threadId: root.id })
    await chat.whisper(thread, 'ben', say('secret'))
    await chat.post(thread, say('third'))

    const past = await chat.history(thread, 'zzzz', 2)

    expect(past.map(({ text, isBot }) => [text, isBot])).toEqual([
      ['@Ada second', false],
      ['third', true],
    ])
  })

  it('says so where a place is gone', async () => {
    const { chat } = await start()

    await expect(chat.post({ ...general, threadId: 'gone' }, say('hello'))).rejects.toMatchObject({
      code: 'chat-gone',
    })
  })
})

it('shows after a restart what it showed before, with nothing doubled', async () => {
  const file = join(emptyFolder(), 'playground.jsonl')
  const before = await start({ file })
  const { body: root } = await before.say('ada', '@Switchboard hello')
  const screen = await before.chat.openAnswer({
    turnId: 'cut',
    place: { ...general, threadId: root.id },
    question: { id: root.id, author: { id: 'ada', name: 'Ada' } },
    title: 'hello',
    stop: say('stop'),
    replaces: [],
    isResumed: false,
    onPosted: () => {},
    onStopped: () => {},
  })
  screen.write('Half an ans')

  // no stop(): the process is killed
  const after = await start({ file })
  const shown = (await after.state()).messages
  const again = await after.chat.openAnswer({
    turnId: 'cut',
    place: { ...general, threadId: root.id },
    question: { id: root.id, author: { id: 'ada', name: 'Ada' } },
    title: 'hello',
    stop: say('stop'),
    replaces: [shown.at(-1)?.id ?? ''],
    isResumed: false,
    onPosted: () => {},
    onStopped: () => {},
  })
  again.write('A whole answer')
  await again.finish(say('done'))

  expect(shown.map(({ text }) => text)).toEqual([
    '@Switchboard hello',
    'Hello there.',
    'Half an ans',
  ])
  expect((await after.state()).messages.map(({ text }) => text)).toEqual([
    '@Switchboard hello',
    'Hello there.',
    'A whole answer',
  ])
})
