import { describe, expect, it } from 'vitest'
import { adminRoot, shortcutPaths, toDiscordCommands } from '../../../adapters/discord/register.ts'
import { isSameCommands, registerCommands } from '../../../adapters/discord/register-commands.ts'
import { checkCommands } from '../../support/discord/check-command.ts'
import { command, option, someCommands } from './rig.ts'

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>[]
const registered = (...commands: Parameters<typeof toDiscordCommands>[0]) =>
  asJson(toDiscordCommands(commands))

describe('commands', () => {
  it('keep to Discord’s rules', () => {
    expect(() => checkCommands(registered(...someCommands), true)).not.toThrow()
  })

  it('are one per first word, with the others inside and the required options first', () => {
    expect(registered(...someCommands)).toMatchObject([
      {
        type: 1,
        name: 'model',
        contexts: [0, 1],
        options: [{ type: 3, name: 'model', autocomplete: true, required: false }],
      },
      {
        name: 'models',
        default_member_permissions: '32',
        options: [
          { type: 1, name: 'enable', options: [{ name: 'model' }, { name: 'label' }] },
          { type: 1, name: 'budget', options: [{ name: 'amount' }, { name: 'target', type: 7 }] },
        ],
      },
      { type: 3, name: 'Switch model' },
    ])
  })

  it.each([
    [option('x', { kind: 'text', max: 9 }), { type: 3, max_length: 9 }],
    [option('x', { kind: 'integer', min: 1, max: 5 }), { type: 4, min_value: 1, max_value: 5 }],
    [option('x', { kind: 'number', min: 0.5 }), { type: 10, min_value: 0.5 }],
    [option('x', { kind: 'flag' }), { type: 5 }],
    [option('x', { kind: 'member' }), { type: 6 }],
    [option('x', { kind: 'channel' }), { type: 7, channel_types: [0, 5, 15] }],
    [
      option('x', { kind: 'choice', choices: ['day'] }),
      { type: 3, choices: [{ name: 'day', value: 'day' }] },
    ],
  ])('have options of Discord’s own kinds: %j', (given, expected) => {
    expect(registered(command('a', { options: [given] }))[0]?.['options']).toMatchObject([expected])
  })

  it('are for admins only where every part is', () => {
    const mixed = [command('prompts list'), command('prompts edit', { adminOnly: true })]

    expect(registered(...mixed)[0]).not.toHaveProperty('default_member_permissions')
  })

  it('that are only typed are left out', () => {
    expect(registered(command('stop', { typedOnly: true }))).toEqual([])
  })

  it('stand in a message’s menu, five of them at most', () => {
    const many = Array.from({ length: 7 }, (_, index) =>
      command(`c${index}`, { shortcut: `Do ${index}` }),
    )

    expect(registered(...many).filter(({ type }) => type === 3)).toHaveLength(5)
    expect(shortcutPaths(someCommands).get('Switch model')).toBe('model')
  })

  it('of the admins have one that stands for all', () => {
    expect(adminRoot([...someCommands, command('costs report', { adminOnly: true })])).toBe(
      'models',
    )
    expect(adminRoot([command('model')])).toBeUndefined()
  })
})

describe('registering', () => {
  const stored = (body: unknown[]) =>
    asJson(body).map(each => ({
      id: '1',
      version: '2',
      nsfw: false,
      dm_permission: true,
      default_member_permissions: null,
      description: '',
      ...each,
    }))

  it('writes nothing where Discord has the same', async () => {
    const writes: unknown[] = []
    const api = {
      commands: async () => stored(toDiscordCommands(someCommands)).toReversed(),
      setCommands: async (_: string, body: readonly unknown[]) => void writes.push(body),
    }

    expect(await registerCommands(api, 'app', someCommands)).toBe('unchanged')
    expect(await registerCommands(api, 'app', someCommands.slice(1))).toBe('written')
    expect(writes).toEqual([toDiscordCommands(someCommands.slice(1))])
  })

  it('sees a change of anything that is shown', () => {
    const one = toDiscordCommands([command('a', { options: [option('x', { max: 5 })] })])
    const two = toDiscordCommands([command('a', { options: [option('x', { max: 6 })] })])

    expect(isSameCommands(stored(one), one)).toBe(true)
    expect(isSameCommands(stored(one), two)).toBe(false)
  })
})
