import { describe, expect, it } from 'vitest'
import { button, callback, long, many, option, refusal, row, select, useSilentBot } from './rig.ts'

const rig = useSilentBot()

const modal = (more = {}) => ({ custom_id: 'm', title: 'T', components: [label()], ...more })
const input = (more = {}) => ({ type: 4, custom_id: 'i', style: 1, ...more })
const label = (more = {}, component: object = input()) => ({
  type: 18,
  label: 'L',
  component,
  ...more,
})

const forms: [what: string, data: object, at: string][] = [
  ['a long title', modal({ title: long(46) }), 'data.title'],
  [
    'six fields',
    modal({ components: many(6, i => label({}, input({ custom_id: `${i}` }))) }),
    'data.components',
  ],
  ['no field', modal({ components: [] }), 'data.components'],
  ['a long label', modal({ components: [label({ label: long(46) })] }), 'data.components.0.label'],
  [
    'a long description',
    modal({ components: [label({ description: long(101) })] }),
    'data.components.0.description',
  ],
  ['one id twice', modal({ components: [label(), label()] }), 'data.components'],
  ['a button', modal({ components: [row(button())] }), 'data.components.0.components.0.type'],
  [
    'a disabled select',
    modal({ components: [label({}, select({ disabled: true }))] }),
    'data.components.0.component.disabled',
  ],
  [
    'one radio button',
    modal({ components: [label({}, { type: 21, custom_id: 'r', options: [option()] })] }),
    'data.components.0.component.options',
  ],
  [
    'a long preset',
    modal({ components: [label({}, input({ value: long(4001) }))] }),
    'data.components.0.component.value',
  ],
]

describe('a form with', () => {
  it.each(forms)('%s is refused', async (_what, data, at) => {
    const handle = rig.discord.slash(rig.ann, rig.channel, 'setup')
    const refused = await refusal(callback(rig.client, handle, { type: 9, data }))
    expect(refused).toMatchObject({ code: 50035, places: expect.arrayContaining([at]) })
    await callback(rig.client, handle, { type: 5 })
  })
})

describe('an interaction', () => {
  it('is answered once: no form after a deferral', async () => {
    const handle = rig.discord.slash(rig.ann, rig.channel, 'setup')
    await callback(rig.client, handle, { type: 5 })
    expect(await refusal(callback(rig.client, handle, { type: 9, data: modal() }))).toMatchObject({
      code: 40060,
    })
  })

  it('of a form does not open another', async () => {
    const handle = rig.discord.slash(rig.ann, rig.channel, 'setup')
    await callback(rig.client, handle, { type: 9, data: modal() })
    const submitted = rig.discord.submit(rig.ann, await handle.modal(), { i: 'x' })
    const refused = await refusal(callback(rig.client, submitted, { type: 9, data: modal() }))
    expect(refused).toEqual({ code: 50035, places: ['type'] })
    await callback(rig.client, submitted, { type: 4, data: { content: 'ok' } })
  })

  it('that completes takes 25 choices at most', async () => {
    const admin = rig.discord.addUser('Admin', { manageGuild: true })
    const choices = rig.discord.autocomplete(admin, rig.channel, 'models enable', 'model', '')
    const handle = await new Promise<{ id: string; token: string }>(resolve =>
      rig.client.once('interactionCreate', resolve),
    )
    const data = { choices: many(26, i => ({ name: `${i}`, value: `${i}` })) }
    const refused = await refusal(callback(rig.client, { interaction: handle }, { type: 8, data }))
    expect(refused).toEqual({ code: 50035, places: ['data.choices'] })
    await callback(rig.client, { interaction: handle }, { type: 8, data: { choices: [] } })
    expect(await choices).toEqual([])
  })

  it('ends after 15 minutes', async () => {
    const handle = rig.discord.slash(rig.ann, rig.channel, 'setup')
    await callback(rig.client, handle, { type: 5 })
    handle.expire()
    const route =
      `/webhooks/${rig.discord.bot.id}/${handle.interaction.token}/messages/@original` as const
    const late = rig.client.rest.patch(route, { body: { content: 'x' }, auth: false })
    expect(await refusal(late)).toMatchObject({ code: 50027 })
  })
})
