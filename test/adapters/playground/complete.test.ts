import { describe, expect, it } from 'vitest'
import { complete } from '../../../adapters/playground/page/complete.ts'
import { commands } from './scripted-inbox.ts'

const words = {
  commands,
  people: ['Switchboard', 'Ada', 'Ben', 'Cleo'],
  channels: ['general', 'support', 'random'],
}
const at = (text: string) => complete(text, text.length, words)
const labels = (text: string) => at(text)?.items.map(({ label }) => label)

describe('commands', () => {
  it.each([
    ['/mod', ['/model', '/models list', '/models enable', '/models setup', '/models budget']],
    ['/models e', ['/models enable']],
    ['/bud', ['/models budget']],
    ['/model', ['/model', '/models list', '/models enable', '/models setup', '/models budget']],
    ['!', ['!stop', '!quiet']],
    ['!q', ['!quiet']],
    ['/nothing', undefined],
    ['say /model', undefined],
    ['wow!', undefined],
  ])('%s offers %j', (text, offered) => {
    expect(labels(text)).toEqual(offered)
  })
})

describe('options', () => {
  it.each([
    ['/models budget ', 'amount', ''],
    ['/models budget 50 ', 'scope', ''],
    ['/models budget 50 ch', 'scope', 'ch'],
    ['/models budget scope:mem', 'scope', 'mem'],
    ['/models budget scope:member ', 'amount', ''],
    ['/models enable "two words', 'model', 'two words'],
    ['/models enable gpt a label with', 'label', 'with'],
  ])('after “%s” comes %s, of which “%s” is typed', (text, option, typed) => {
    const completion = at(text)

    expect(completion?.option?.name).toBe(option)
    expect(text.slice(completion?.from).replace('"', '')).toBe(typed)
  })

  it('offers choices, then the other options by name', () => {
    expect(labels('/models budget 50 ')).toEqual([
      'workspace',
      'channel',
      'member',
      'model',
      'target:',
      'period:',
    ])
  })

  it('offers the channels where a channel is meant', () => {
    expect(labels('/models budget target:#s')).toEqual(['#support'])
  })

  it('asks the bot where the bot knows', () => {
    expect(at('/models enable son')?.ask).toEqual({
      command: 'models enable',
      option: 'model',
      typed: 'son',
    })
  })
})

describe('mentions', () => {
  it.each([
    ['@', ['@Switchboard', '@Ada', '@Ben', '@Cleo']],
    ['ask @be', ['@Ben']],
    ['see #s', ['#support']],
    ['me@sw', undefined],
    ['@Nobody', undefined],
  ])('%s offers %j', (text, offered) => {
    expect(labels(text)).toEqual(offered)
  })
})
