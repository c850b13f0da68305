import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { titleFrom, toPlainText } from '../../../src/markdown/plain.ts'
import { markdown, noise } from './documents.ts'

describe('toPlainText', () => {
  it.each([
    ['', ''],
    ['# Title\n\nSome **bold** and `code`.', 'Title Some bold and code.'],
    ['- one\n- two\n  1. three', 'one two three'],
    ['[text](https://a.io) ![shown](b.png)', 'text shown'],
    ['```ts\nconst a = 1\n```', 'const a = 1'],
    ['```ts\nnot closed', 'not closed'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'a, b 1, 2'],
    ['<b>bold</b>\n\n<div>block</div>', 'bold'],
    ['a  \nb\r\nc', 'a b c'],
    ['@everyone &lt;!here&gt;', '@\u200beveryone <\u200b!here>'],
  ])('reads %j as %j', (text, expected) => {
    expect(toPlainText(text)).toBe(expected)
  })

  it('is short, on one line', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, noise), text => {
        const plain = toPlainText(text.repeat(3))

        expect(plain.length).toBeLessThanOrEqual(300)
        expect(plain).not.toMatch(/\n/)
      }),
    )
  })
})

describe('titleFrom', () => {
  it.each([
    ['How do I **center** a div? It is urgent.', 'How do I center a div?'],
    ['Explain this.\n\nAnd that', 'Explain this'],
    ['First line\nsecond line', 'First line'],
    ['<@U123> please sum this up', 'please sum this up'],
    ['<@!123>, what is new?', 'what is new?'],
    ['@everyone who is here?', 'who is here?'],
    ['Read <https://a.io/x|the page> in <#C12|general>', 'Read the page in #general'],
    ['Hello <:smile:123> there', 'Hello :smile: there'],
    ['# Plan\n\nmore', 'Plan'],
    ['```py\nprint(1)\n```\nWhy?', 'print(1)'],
    ['Is v1.2.3 out? Yes', 'Is v1.2.3 out?'],
    ['東京の天気は？明日も教えて', '東京の天気は？明日も教えて'],
    ['מה השעה עכשיו? תודה', 'מה השעה עכשיו?'],
    ['', 'New conversation'],
    [' \n ', 'New conversation'],
    ['<@U123>', 'New conversation'],
    ['???', 'New conversation'],
    ['<!-- nothing -->', 'New conversation'],
    ['👍', '👍'],
  ])('makes of %j the title %j', (question, expected) => {
    expect(titleFrom(question)).toBe(expected)
  })

  it('ends a long title on a word', () => {
    const title = titleFrom('This is a question that goes on, and on, and on', 30)

    expect(title).toBe('This is a question that goes…')
  })

  it('does not cut a character in two', () => {
    const title = titleFrom('👨‍👩‍👧‍👦'.repeat(20), 30)

    expect(title).toBe(`${'👨‍👩‍👧‍👦'.repeat(2)}…`)
  })

  it('is never empty, too long or more than a line', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, noise), fc.integer({ min: 20, max: 100 }), (text, max) => {
        const title = titleFrom(text, max)

        expect(title.trim()).not.toBe('')
        expect(title.length).toBeLessThanOrEqual(max)
        expect(title).not.toMatch(/\n|<@|@everyone/)
      }),
    )
  })
})
