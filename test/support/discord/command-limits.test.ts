import { describe, expect, it } from 'vitest'
import { long, many, refusal, useSilentBot } from './rig.ts'

const rig = useSilentBot()

const command = (more = {}) => ({ name: 'c', description: 'D', ...more })
const field = (more = {}) => ({ type: 3, name: 'o', description: 'D', ...more })
const choice = (i: number) => ({ name: `${i}`, value: `${i}` })

const registered: [what: string, body: object, at: string][] = [
  ['a capital letter', command({ name: 'C' }), 'name'],
  ['a long name', command({ name: long(33) }), 'name'],
  ['no description', command({ description: '' }), 'description'],
  ['26 options', command({ options: many(26, i => field({ name: `o${i}` })) }), 'options'],
  [
    'a late required option',
    command({ options: [field(), field({ name: 'p', required: true })] }),
    'options.1',
  ],
  ['26 choices', command({ options: [field({ choices: many(26, choice) })] }), 'options.0.choices'],
  [
    'choices and autocomplete',
    command({ options: [field({ choices: [choice(1)], autocomplete: true })] }),
    'options.0',
  ],
  [
    'subcommands beside options',
    command({ options: [field(), { ...field({ name: 's' }), type: 1 }] }),
    'options',
  ],
  ['a described message command', command({ type: 3 }), 'description'],
  [
    '8001 characters',
    command({
      options: many(25, i =>
        field({
          name: `o${i}`,
          choices: many(4, j => ({ name: `${j}${long(60)}`, value: long(30) })),
        }),
      ),
    }),
    '',
  ],
]

describe('a command with', () => {
  it.each(registered)('%s is refused', async (_what, body, at) => {
    const refused = await refusal(
      rig.client.rest.post(`/applications/${rig.discord.bot.id}/commands`, { body }),
    )
    expect(refused).toMatchObject({ code: 50035, places: expect.arrayContaining([at]) })
  })
})
