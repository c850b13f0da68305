import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { startBot } from '../../support/start.ts'

const discord = { fields: 5, choices: 25 }

it('opens as one form where it fits, with what is set', async () => {
  const { ada } = await startBot()

  await ada.type('/models setup')

  const form = ada.dialog()?.form
  expect(form?.title).toBe('Set up Switchboard')
  expect(form?.sections.map(({ title }) => title)).toEqual([
    'Models',
    'Answers',
    'Workspace',
    'Budgets',
    'People',
    'Places and guests',
  ])
})

it('saves what was changed and lists it', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models setup')

  await ada.fill({
    'models.x-ai': ['x-ai/grok-4'],
    temperature: ['0.7'],
    timeZone: ['Europe/Berlin'],
    adminChannel: ['admins'],
    guests: ['yes'],
    admins: ['ben'],
  })

  expect(ada.dialog()).toBeUndefined()
  expect(ada.last({ channelId: 'general' })).toMatchInlineSnapshot(`
    "**Saved.**
    • \`x-ai/grok-4\` enabled
    • temperature: 0.7
    • admin channel: admins
    • time zone: Europe/Berlin
    • guests may ask: true
    • who may ask and who is an admin
    [Show the models]"
  `)
  await ben.type('/models default grok')
  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests[0]).toMatchObject({ temperature: 0.7, model: { id: 'x-ai/grok-4' } })
})

it('says so when nothing was changed', async () => {
  const { ada } = await startBot()
  await ada.type('/models setup')

  await ada.fill({})

  expect(ada.last({ channelId: 'general' })).toBe('Nothing was changed.')
})

it.each([
  ['temperature', '3', 'A number from 0 to 2.'],
  ['timeZone', 'Mars/Base', 'No such time zone. Write one like Europe/Berlin.'],
  ['retention', '-1', 'A whole number from 1 to 36500.'],
  ['maxTokens', '10', 'From 256 to 64000.'],
])(
  'comes back with the problem beside %s, and keeps what was typed',
  async (id, typed, problem) => {
    const { ada } = await startBot()
    await ada.type('/models setup')

    await ada.fill({ [id]: [typed], perMinute: ['7'] })

    expect(ada.dialog()?.errors[id]).toBe(problem)
    expect(ada.dialog()?.typed['perMinute']).toEqual(['7'])
    await ada.fill({ [id]: id === 'temperature' ? ['1'] : id === 'timeZone' ? ['UTC'] : ['300'] })
    expect(ada.dialog()).toBeUndefined()
    expect(ada.last({ channelId: 'general' })).toContain('**Saved.**')
  },
)

it('refuses a default that is not enabled', async () => {
  const { ada, rows } = await startBot()
  await ada.type('/models setup')

  await ada.fill({ 'models.openai': ['openai/gpt-4o-mini'] })

  expect(ada.dialog()?.errors).toEqual({
    default: 'The default has to be one of the enabled models.',
  })
  expect(rows('SELECT modelId FROM Enabled')).toHaveLength(2)
})

it('is a card with sections where dialogs are small, saved part by part', async () => {
  const { ada } = await startBot({ dialog: discord })

  await ada.type('/models setup')
  expect(ada.last()).toMatchInlineSnapshot(`
    "**Set up Switchboard**
    Each part is saved on its own.
    [Models] [Answers] [Workspace] [Budgets] [People] [Places and guests]"
  `)
  await ada.press('Workspace')
  expect(ada.dialog()?.form.title).toBe('Workspace')
  await ada.fill({ timeZone: ['Asia/Tokyo'] })

  expect(ada.last({ channelId: 'general' })).toContain('time zone')
})

it('keeps what other parts hold when one of several menus is saved', async () => {
  const models = Array.from({ length: 60 }, (_, index) => toModel(`openai/m-${100 + index}`))
  const { ada, rows } = await startBot({
    models,
    dialog: discord,
    enabled: models.slice(0, 30).map(({ id }) => id),
    wanted: { model: 'openai/m-100', fallback: 'openai/m-101' },
  })
  await ada.type('/models setup')
  await ada.press('Models')

  await ada.fill({ 'models.openai#2': ['openai/m-159'] })

  expect(rows('SELECT modelId FROM Enabled')).toHaveLength(31)
})

it('moves the default although its menu is in two parts', async () => {
  const models = Array.from({ length: 40 }, (_, index) => toModel(`openai/m-${100 + index}`))
  const { ada, rows } = await startBot({
    models,
    dialog: discord,
    enabled: models.map(({ id }) => id),
    wanted: { model: 'openai/m-100', fallback: 'openai/m-101' },
  })
  await ada.type('/models setup')
  await ada.press('Answers')

  await ada.fill({ 'default#1': ['openai/m-130'] })

  expect(rows('SELECT defaultModelId FROM Workspace')).toEqual([{ defaultModelId: 'openai/m-130' }])
})

it('opens although the default has lost its provider', async () => {
  const { ada, store, chat } = await startBot({
    models: [
      toModel('openai/gpt-5', { route: 'openai' }),
      toModel('openai/gpt-4o-mini'),
      toModel('x-ai/grok-4'),
    ],
  })
  const change = { actor: ada, action: 'test', target: '', details: {} }
  await store.workspaces.enable(chat.workspaceId, { modelId: 'openai/gpt-5' }, change)
  await store.workspaces.setDefault(chat.workspaceId, 'openai/gpt-5', change)

  await ada.type('/models setup')

  expect(ada.dialog()?.form.title).toBe('Set up Switchboard')
})

it('is offered as a button when it was typed as a message', async () => {
  const { ada, idle } = await startBot()
  const { thread } = await ada.say('@switchboard hello')
  await idle()

  await ada.say('!models setup', thread)
  await ada.press('Open the form')

  expect(ada.dialog()?.form.title).toBe('Set up Switchboard')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models setup')

  expect(ben.dialog()).toBeUndefined()
  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})

it('sets the month’s first day, the alerts and the early share of budgets', async () => {
  const { ada, rows } = await startBot()
  await ada.type('/models setup')

  await ada.fill({ monthStart: ['15'], alerts: ['90 %, 25,90'], early: ['70'] })

  expect(rows('SELECT monthStartsOn, alertPercents, earlyPercent FROM Workspace')).toEqual([
    { monthStartsOn: 15, alertPercents: '25,90', earlyPercent: 70 },
  ])
  await ada.type('/models setup')
  await ada.fill({ alerts: [] })
  expect(rows('SELECT alertPercents FROM Workspace')).toEqual([{ alertPercents: '' }])
})

it.each([
  ['monthStart', '0'],
  ['monthStart', '29'],
  ['monthStart', 'first'],
  ['alerts', '50, 101'],
  ['alerts', 'often'],
  ['alerts', '0.5'],
  ['early', '0'],
])('%s of %s is refused beside its field', async (field, typed) => {
  const { ada } = await startBot()
  await ada.type('/models setup')

  await ada.fill({ [field]: [typed] })

  expect(ada.dialog()?.errors[field]).toBeDefined()
})
