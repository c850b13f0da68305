import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand, defineForm } from '../../../src/bot/index.ts'
import { buttons, card, say, text } from '../../../src/ui/card.ts'
import { startBot } from '../../support/start.ts'

describe('who is an admin is checked again', () => {
  it('on an old button', async () => {
    const { ada, ben, chat, rows } = await startBot()
    await ada.type('/models enable grok')
    chat.people.set('ada', { name: 'Ada', role: 'member' })

    await ada.press('Make it the default')

    expect(ada.last({ channelId: 'general' })).toBe('Only admins can do that. Ask one of them.')
    expect(rows('SELECT defaultModelId FROM Workspace')).toEqual([
      { defaultModelId: 'openai/gpt-5' },
    ])
    expect(ben.id).toBe('ben')
  })

  it('on an open form', async () => {
    const { ada, chat, rows } = await startBot()
    await ada.type('/models setup')
    chat.people.set('ada', { name: 'Ada', role: 'member' })

    await ada.fill({ timeZone: ['Asia/Tokyo'] })

    expect(ada.last({ channelId: 'general' })).toBe('Only admins can do that. Ask one of them.')
    expect(rows('SELECT timeZone FROM Workspace')).toEqual([{ timeZone: 'UTC' }])
  })

  it('on a button that opens a form', async () => {
    const { ada, ben, chat } = await startBot({ dialog: { fields: 5, choices: 25 } })
    await ada.type('/models setup')
    chat.people.set('ada', { name: 'Ada', role: 'member' })

    await ada.press('Workspace')

    expect(ada.dialog()).toBeUndefined()
    expect(ada.last({ channelId: 'general' })).toBe('Only admins can do that. Ask one of them.')
    expect(ben.dialog()).toBeUndefined()
  })

  it('on a made-up press', async () => {
    const { ben, rows } = await startBot()

    await ben.act(
      { id: 'm1', channelId: 'general' },
      'card',
      'models.default',
      'openai/gpt-4o-mini',
      [],
    )

    expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
    expect(rows('SELECT defaultModelId FROM Workspace')).toEqual([
      { defaultModelId: 'openai/gpt-5' },
    ])
  })

  it('and found again', async () => {
    const { ada, ben } = await startBot()
    await ada.type('/models setup')
    await ada.fill({ admins: ['ben'] })

    await ben.type('/models enable grok')

    expect(ben.last({ channelId: 'general' })).toContain('**Grok 4** is open to members now.')
  })
})

describe('another workspace’s', () => {
  const other = {
    id: 'memory:other',
    name: 'Other',
    defaultModelId: 'openai/gpt-5',
    enabled: ['openai/gpt-5'],
  }

  async function startWithOther() {
    const bot = await startBot()
    await bot.store.workspaces.create(other)
    const received = await bot.store.turns.receive({
      workspaceId: other.id,
      channelId: 'c',
      threadKey: 't',
      isDirect: false,
      startsThread: true,
      isAddressed: true,
      opensWithOther: false,
      title: 'Secret',
      message: {
        ref: 'q',
        role: 'user',
        author: { id: 'x', name: 'X' },
        text: 'secret',
        attachments: [],
        at: bot.clock.now(),
      },
      questionsPerMinute: 10,
    })
    if (received.kind !== 'question') throw new Error('not received')
    await bot.store.turns.end({
      turnId: received.turnId,
      state: 'answered',
      postedRefs: [],
      at: bot.clock.now(),
    })
    return { ...bot, turnId: received.turnId, threadId: received.thread.id }
  }
  const spot = { id: 'm1', channelId: 'general' }

  it.each(['turn.again', 'turn.stop'])('turn is refused in %s', async action => {
    const { ben, turnId, rows } = await startWithOther()

    await ben.act(spot, 'card', action, turnId, [])

    expect(ben.last()).toBe('That answer is not remembered any more.')
    expect(rows('SELECT id FROM Turn')).toHaveLength(1)
  })

  it.each([
    ['thread.model', ['openai/gpt-4o-mini']],
    ['model.pick', ['openai/gpt-4o-mini']],
    ['model.reset', []],
    ['model.thread', []],
  ])('thread is refused in %s', async (action, chosen) => {
    const { ben, threadId, rows } = await startWithOther()

    await ben.act(spot, 'card', action, threadId, chosen)

    expect(ben.last()).toBe('That thread is not remembered any more.')
    expect(rows('SELECT modelId FROM Thread')).toEqual([{ modelId: null }])
  })
})

it.each([
  ['no.such', 'That button is from an older version. Run the command again.'],
  ['form.open', 'That form is from an older version. Run the command again.'],
])('a button of an older version says so: %s', async (action, sentence) => {
  const { ben } = await startBot()

  await ben.act({ id: 'm1', channelId: 'general' }, 'card', action, 'old||', [])

  expect(ben.last()).toBe(sentence)
})

const slow = defineCommand({
  path: 'slow',
  summary: 'Asks after a while',
  who: 'member',
  options: z.object({}),
  form: 'slow.form',
  run: () => say('never'),
  actions: {
    'slow.boom': {
      kind: 'replace',
      who: 'member',
      run: () => {
        throw new Error('boom of the database')
      },
    },
    'slow.steps': {
      kind: 'replace',
      who: 'member',
      async *run() {
        yield say('half')
        yield say('done')
      },
    },
  },
  forms: {
    'slow.form': defineForm({
      who: 'member',
      input: z.object({ why: z.tuple([z.string()], 'Say why.') }),
      async build() {
        await new Promise(resolve => setTimeout(resolve, 2100))
        return {
          id: 'slow.form',
          title: 'Slow',
          submitLabel: 'Send',
          state: 'kept',
          sections: [
            {
              id: 's',
              title: 'Why',
              fields: [
                {
                  kind: 'text',
                  id: 'why',
                  label: 'Why',
                  required: true,
                  multiline: true,
                  maxLength: 100,
                },
              ],
            },
          ],
        }
      },
      submit: (_context, input, state) =>
        card(
          text(`${input.why[0]} ${state}`),
          buttons(
            { label: 'Boom', action: 'slow.boom', value: '' },
            { label: 'Steps', action: 'slow.steps', value: '' },
          ),
        ),
    }),
  },
})

it('offers a form as a button when it is not ready in time', async () => {
  const { ben } = await startBot({ commands: [slow] })

  await ben.type('/slow')

  expect(ben.dialog()).toBeUndefined()
  expect(ben.last()).toBe('**Slow**\n[Open the form]')
})

it('redraws a card step by step, and tells a bug on it without its words', async () => {
  const { ben, chat, log } = await startBot({ commands: [slow] })
  chat.room.dialogs.set('ben', {
    form: {
      id: 'slow.form',
      title: 'Slow',
      submitLabel: 'Send',
      state: 'kept',
      sections: [
        {
          id: 's',
          title: 'Why',
          fields: [
            {
              kind: 'text',
              id: 'why',
              label: 'Why',
              required: true,
              multiline: true,
              maxLength: 100,
            },
          ],
        },
      ],
    },
    spot: { channelId: 'general' },
    typed: {},
    errors: {},
  })
  await ben.fill({ why: [] })
  expect(ben.dialog()?.errors).toEqual({ why: 'Say why.' })
  await ben.fill({ why: ['because'] })
  expect(ben.last()).toContain('because kept')

  await ben.press('Boom')

  expect(ben.last()).toMatch(/^Something broke\. Tell an admin: `\w+`$/)
  expect(ben.seen()).toHaveLength(1)
  expect(JSON.stringify(log)).toContain('boom of the database')
})

describe('suggestions', () => {
  it('are enabled models for members’ commands and the catalog for enabling', async () => {
    const { ben, ada } = await startBot()

    expect((await ben.completes('model', 'model', 'gpt')).map(({ value }) => value)).toEqual([
      'openai/gpt-5',
      'openai/gpt-4o-mini',
    ])
    expect(
      (await ada.completes('models enable', 'model', 'grok')).map(({ value }) => value),
    ).toEqual(['x-ai/grok-4'])
    expect(await ada.completes('models enable', 'label', 'x')).toEqual([])
    expect(await ada.completes('nothing', 'model', 'x')).toEqual([])
  })
})

it('shows a home page with models and one’s own usage', async () => {
  const { ben, ada, cleo } = await startBot()

  const [first] = (await ben.home()).blocks
  expect(first).toMatchObject({ markdown: '**Your team’s models**' })
  expect(JSON.stringify(await ada.home())).toContain('Set up')
  expect(JSON.stringify(await ben.home())).not.toContain('Set up')
  expect(JSON.stringify(await cleo.home())).toContain('You have spent nothing this month.')
})
