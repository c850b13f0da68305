import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { option } from '../../../src/bot/options.ts'
import { readInput } from '../../../src/bot/read-input.ts'

const enable = z.object({
  model: option.model('A model'),
  label: option.text('Its name', 40).optional(),
})
const budget = z.object({
  amount: option.text('USD').optional(),
  scope: option.choice('What', ['workspace', 'channel']).optional(),
  target: option.channel('Where').optional(),
  days: option.integer('How long', 1, 30).optional(),
  hard: z.boolean().describe('Really').optional(),
})
const ask = z.object({
  tone: option.choice('How', ['short', 'long']).optional(),
  text: option.text('What', 2000),
})

const line = (text: string) => ({ kind: 'line' as const, line: text })

describe('one line of text', () => {
  it.each([
    ['gpt-5', { model: 'gpt-5' }],
    ['gpt-5 Our best', { model: 'gpt-5', label: 'Our best' }],
    ['gpt-5 label:best', { model: 'gpt-5', label: 'best' }],
    ['label:best gpt-5', { model: 'gpt-5', label: 'best' }],
    ['"GPT-5 mini" label:"Our best"', { model: 'GPT-5 mini', label: 'Our best' }],
    ['“GPT-5 mini” label:„Our best“', { model: 'GPT-5 mini', label: 'Our best' }],
    ['cohere/north-mini-code:free', { model: 'cohere/north-mini-code:free' }],
    ['  gpt-5   Our   best ', { model: 'gpt-5', label: 'Our best' }],
    ['gpt-5 say "hi', { model: 'gpt-5', label: 'say "hi' }],
  ])('enable %s', (typed, options) => {
    expect(readInput(enable, line(typed))).toEqual(options)
  })

  it.each([
    ['50', { amount: '50' }],
    [
      '50 scope:CHANNEL target:<#C1|support> days:7 hard:yes',
      { amount: '50', scope: 'channel', target: 'C1', days: 7, hard: true },
    ],
    ['50 <#C1>', { amount: '50', target: 'C1' }],
    ['<#C1|support> 50', { amount: '50', target: 'C1' }],
    ['hard:off', { hard: false }],
    ['', {}],
  ])('budget %s', (typed, options) => {
    expect(readInput(budget, line(typed))).toEqual(options)
  })

  it.each([
    ['short why is the sky blue', { tone: 'short', text: 'why is the sky blue' }],
    [
      'tone:long see https://example.com/a:b and note: this',
      { tone: 'long', text: 'see https://example.com/a:b and note: this' },
    ],
    ['text:"one two" long', { tone: 'long', text: 'one two' }],
  ])('ask %s', (typed, options) => {
    expect(readInput(ask, line(typed))).toEqual(options)
  })

  it.each([
    [enable, '', '`model` is missing: A model.'],
    [enable, `gpt-5 ${'x'.repeat(41)}`, '`label`: '],
    [budget, 'scope:galaxy', '(one of workspace, channel)'],
    [budget, 'days:many', '`days`: '],
    [budget, 'days:99', '`days`: '],
    [z.object({}), 'what is this', 'I do not know what to do with “what”.'],
  ])('%# refuses “%s” and names the option', (schema, typed, problem) => {
    expect(() => readInput(schema, line(typed))).toThrow(problem)
  })
})

describe('named values', () => {
  it('takes what the platform has typed already', () => {
    const values = { amount: '50', target: 'C1', days: 7, hard: false }

    expect(readInput(budget, { kind: 'values', values })).toEqual(values)
  })
})
