import type { Interaction } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { button, callback, option, row, select, useSilentBot } from './rig.ts'

const rig = useSilentBot()

async function post(components: object[]): Promise<{ id: string }> {
  const body = { content: 'x', components }
  return (await rig.client.rest.post(`/channels/${rig.channel.id}/messages`, { body })) as {
    id: string
  }
}

const heard = () =>
  new Promise<Interaction>(resolve => rig.client.once('interactionCreate', resolve))

describe('a select', () => {
  it('gives the picked option by its label', async () => {
    const options = [option(), option({ label: 'Other', value: 'o' })]
    const message = await post([row(select({ options, placeholder: 'Which?' }))])
    const next = heard()
    const handle = rig.discord.pick(rig.ann, message, 'Which?', 'Other')
    const interaction = await next
    if (!interaction.isStringSelectMenu()) throw new Error('not a string select')
    expect(interaction.values).toEqual(['o'])
    await callback(rig.client, handle, { type: 6 })
    expect(() => rig.discord.pick(rig.ann, message, 's', 'Third')).toThrow(/there are: L, Other/)
    expect(() => rig.discord.pick(rig.ann, message, 's')).toThrow(/Between 1 and 1/)
  })

  it('of people, roles and channels resolves them', async () => {
    const [guild] = rig.client.guilds.cache.values()
    const message = await post([
      row({ type: 5, custom_id: 'who' }),
      row({ type: 8, custom_id: 'where' }),
      row({ type: 6, custom_id: 'role' }),
    ])
    const who = heard()
    await callback(rig.client, rig.discord.pick(rig.ann, message, 'who', rig.ann), { type: 6 })
    const users = await who
    if (!users.isUserSelectMenu()) throw new Error('not a user select')
    expect(users.users.first()?.globalName).toBe('Ann')
    const where = heard()
    await callback(rig.client, rig.discord.pick(rig.ann, message, 'where', rig.channel), {
      type: 6,
    })
    const channels = await where
    if (!channels.isChannelSelectMenu()) throw new Error('not a channel select')
    expect(channels.channels.first()?.id).toBe(rig.channel.id)
    const role = heard()
    const everyone = { id: guild?.id ?? '' }
    await callback(rig.client, rig.discord.pick(rig.ann, message, 'role', everyone), { type: 6 })
    const roles = await role
    if (!roles.isRoleSelectMenu()) throw new Error('not a role select')
    expect(roles.roles.size).toBe(1)
  })
})

describe('a button', () => {
  it('that is disabled, or that one does not see, cannot be pressed', async () => {
    const message = await post([row(button({ disabled: true }))])
    expect(() => rig.discord.press(rig.ann, message, 'B')).toThrow(/disabled/)
    const bob = rig.discord.addUser('Bob')
    const handle = rig.discord.slash(rig.ann, rig.channel, 'setup')
    const data = { content: 'x', flags: 64, components: [row(button())] }
    await callback(rig.client, handle, { type: 4, data })
    const secret = await handle.reply()
    expect(() => rig.discord.press(bob, secret, 'B')).toThrow(/Bob sees no message/)
    const pressed = rig.discord.press(rig.ann, secret, 'B')
    await callback(rig.client, pressed, { type: 7, data: { content: 'y', components: [] } })
    expect(rig.discord.look(secret)).toMatchObject({ text: 'y', isEphemeral: true, buttons: [] })
  })
})

const label = (name: string, component: object) => ({ type: 18, label: name, component })
const groups = [
  option({ label: 'One', value: '1' }),
  option({ label: 'Two', value: '2', default: true }),
]

describe('a form', () => {
  it('takes people, radio buttons, boxes and files', async () => {
    const components = [
      label('Who', { type: 5, custom_id: 'who' }),
      label('Which', { type: 21, custom_id: 'which', options: groups }),
      label('Some', { type: 22, custom_id: 'some', options: groups }),
      label('Sure', { type: 23, custom_id: 'sure' }),
      label('File', { type: 19, custom_id: 'file', required: false }),
    ]
    const handle = rig.discord.slash(rig.ann, rig.channel, 'setup')
    const data = { custom_id: 'm', title: 'T', components }
    await callback(rig.client, handle, { type: 9, data })
    const next = heard()
    const submitted = rig.discord.submit(rig.ann, await handle.modal(), {
      Who: rig.ann,
      Some: ['One', 'Two'],
      Sure: true,
      File: [{ name: 'a.txt', content: 'abc' }],
    })
    const interaction = await next
    if (!interaction.isModalSubmit()) throw new Error('not a form')
    const { fields } = interaction
    expect(fields.getSelectedUsers('who')?.first()?.globalName).toBe('Ann')
    expect(fields.getRadioGroup('which')).toBe('2')
    expect(fields.getCheckboxGroup('some')).toEqual(['1', '2'])
    expect(fields.getCheckbox('sure')).toBe(true)
    const url = fields.getUploadedFiles('file')?.first()?.url ?? ''
    expect(await (await fetch(url)).text()).toBe('abc')
    await callback(rig.client, submitted, { type: 4, data: { content: 'ok' } })
    expect((await submitted.reply()).text).toBe('ok')
  })
})

describe('a deferred answer', () => {
  it('is filled by the first follow-up and keeps its privacy', async () => {
    const handle = rig.discord.slash(rig.ann, rig.channel, 'setup')
    await callback(rig.client, handle, { type: 5, data: { flags: 64 } })
    expect(handle.messages).toMatchObject([{ isLoading: true, isEphemeral: true }])
    const { token } = handle.interaction
    const files = [{ name: 'a.csv', data: Buffer.from('1,2') }]
    const route = `/webhooks/${rig.discord.bot.id}/${token}` as const
    await rig.client.rest.post(route, { body: { content: 'first' }, files, auth: false })
    const reply = await handle.reply()
    expect(reply).toMatchObject({ text: 'first', isEphemeral: true, isLoading: false })
    expect(reply.files.map(({ name }) => name)).toEqual(['a.csv'])
    await rig.client.rest.post(route, { body: { content: 'second' }, auth: false })
    expect(await handle.followUp()).toMatchObject({ text: 'second', isEphemeral: false })
    await rig.client.rest.delete(`${route}/messages/@original`, { auth: false })
    expect(handle.text).toBe('second')
  })
})

describe('a DM', () => {
  it('takes commands, and may be closed', async () => {
    const next = heard()
    const handle = rig.discord.slash(rig.ann, rig.discord.dm(rig.ann), 'setup')
    const interaction = await next
    expect(interaction).toMatchObject({ guildId: null, user: { globalName: 'Ann' } })
    await callback(rig.client, handle, { type: 4, data: { content: 'hi' } })
    const shut = rig.discord.addUser('Shut', { dmsClosed: true })
    const user = await rig.client.users.fetch(shut.id)
    await expect(user.send('x')).rejects.toMatchObject({ code: 50007 })
  })
})

describe('typing', () => {
  it('shows until the bot writes', async () => {
    await rig.client.rest.post(`/channels/${rig.channel.id}/typing`)
    expect(rig.discord.isTyping(rig.channel)).toBe(true)
    await post([])
    expect(rig.discord.isTyping(rig.channel)).toBe(false)
  })
})
