import { describe, expect, it } from 'vitest'
import { button, long, many, option, refusal, row, select, text, useSilentBot, v2 } from './rig.ts'

const rig = useSilentBot()

const messages: [what: string, body: object, code: number, at: string][] = [
  ['content of 2001', { content: long(2001) }, 50035, 'content'],
  ['nothing', { content: '' }, 50006, ''],
  ['eleven embeds', { embeds: many(11, () => ({ title: 't' })) }, 50035, 'embeds'],
  [
    '6001 characters of embeds',
    { embeds: many(2, () => ({ description: long(3001) })) },
    50035,
    'embeds',
  ],
  ['a long embed title', { embeds: [{ title: long(257) }] }, 50035, 'embeds.0.title'],
  [
    '26 fields',
    { embeds: [{ fields: many(26, () => ({ name: 'n', value: 'v' })) }] },
    50035,
    'embeds.0.fields',
  ],
  ['content with V2', { flags: v2, content: 'x', components: [text('y')] }, 50035, 'content'],
  [
    'embeds with V2',
    { flags: v2, embeds: [{ title: 't' }], components: [text('y')] },
    50035,
    'embeds',
  ],
  ['41 components', { flags: v2, components: many(41, () => text('x')) }, 50035, 'components'],
  [
    '41 nested components',
    { flags: v2, components: [{ type: 17, components: many(40, () => text('x')) }] },
    50035,
    'components',
  ],
  [
    '4001 characters of text',
    { flags: v2, components: many(2, () => text(long(2001))) },
    50035,
    'components',
  ],
  [
    'V2 components without the flag',
    { content: 'x', components: [text('y')] },
    50035,
    'components.0.type',
  ],
  [
    'an unknown file',
    { flags: v2, components: [{ type: 13, file: { url: 'attachment://a' } }] },
    50035,
    'attachments',
  ],
  [
    'six buttons',
    { components: [row(...many(6, i => button({ custom_id: `${i}` })))] },
    50035,
    'components.0.components',
  ],
  [
    'six rows',
    { components: many(6, i => row(button({ custom_id: `${i}` }))) },
    50035,
    'components',
  ],
  [
    'two selects in a row',
    { components: [row(select(), select({ custom_id: 't' }))] },
    50035,
    'components.0.components',
  ],
  [
    '26 options',
    { components: [row(select({ options: many(26, i => option({ value: `${i}` })) }))] },
    50035,
    'components.0.components.0.options',
  ],
  [
    'no option',
    { components: [row(select({ options: [] }))] },
    50035,
    'components.0.components.0.options',
  ],
  [
    'a value twice',
    { components: [row(select({ options: [option(), option()] }))] },
    50035,
    'components.0.components.0.options.1.value',
  ],
  [
    'a long option label',
    { components: [row(select({ options: [option({ label: long(101) })] }))] },
    50035,
    'components.0.components.0.options.0.label',
  ],
  [
    'a long placeholder',
    { components: [row(select({ placeholder: long(151) }))] },
    50035,
    'components.0.components.0.placeholder',
  ],
  [
    'a long custom id',
    { components: [row(button({ custom_id: long(101) }))] },
    50035,
    'components.0.components.0.custom_id',
  ],
  [
    'a custom id twice',
    { components: [row(button(), button())] },
    50035,
    'components.0.components.1.custom_id',
  ],
  [
    'a long button label',
    { components: [row(button({ label: long(81) }))] },
    50035,
    'components.0.components.0.label',
  ],
  [
    'a long url',
    { components: [row({ type: 2, style: 5, label: 'B', url: `https://x/${long(512)}` })] },
    50035,
    'components.0.components.0.url',
  ],
  [
    'users named and parsed',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    50035,
    'allowed_mentions.users',
  ],
  [
    'a reply to nothing',
    { content: 'x', message_reference: { message_id: '1' } },
    50035,
    'message_reference',
  ],
]

describe('a message with', () => {
  it.each(messages)('%s is refused', async (_what, body, code, at) => {
    const refused = await refusal(
      rig.client.rest.post(`/channels/${rig.channel.id}/messages`, { body }),
    )
    expect(refused.code).toBe(code)
    if (at !== '') expect(refused.places).toContain(at)
    expect(rig.discord.violations).toHaveLength(1)
  })

  it('a file above 10 MiB is refused', async () => {
    const files = [{ name: 'big.bin', data: Buffer.alloc(10 * 1024 * 1024 + 1) }]
    const posted = rig.client.rest.post(`/channels/${rig.channel.id}/messages`, { files, body: {} })
    expect(await refusal(posted)).toEqual({ code: 50035, places: ['files.0'] })
  })

  it('V2 components stays V2', async () => {
    const body = { flags: v2, components: [text('x')] }
    const route = `/channels/${rig.channel.id}/messages` as const
    const { id } = (await rig.client.rest.post(route, { body })) as { id: string }
    const patched = rig.client.rest.patch(`${route}/${id}`, { body: { content: 'y', flags: 0 } })
    expect(await refusal(patched)).toEqual({ code: 50035, places: ['content'] })
  })
})
