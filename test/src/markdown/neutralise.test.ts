import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutraliseMentions } from '../../../src/markdown/neutralise.ts'

const gap = '\u200b'
/** What the platforms take for a mention. */
const ping =
  /@everyone|@here|@channel|<@[!&]?\w+>|<@\w+\|[^>]*>|<#\w+(?:\|[^>]*)?>|<!(?:here|channel|everyone|subteam|date)/i

const mentions = [
  '@everyone',
  '@HERE',
  '@channel',
  '<@123>',
  '<@!123>',
  '<@&1>',
  '<@U1|x>',
  '<!here>',
  '<!subteam^S1|x>',
  '<#C1>',
  '<!date^1^{date}|x>',
]
const text = fc
  .array(
    fc.constantFrom(
      ...mentions,
      '<',
      '@',
      '!',
      '>',
      '`',
      '```\n',
      gap,
      'word ',
      'everyone',
      'here',
      '123',
      'x'.repeat(26),
    ),
    { maxLength: 30 },
  )
  .map(parts => parts.join(''))

describe('neutraliseMentions', () => {
  it.each([
    ['@everyone look', `@${gap}everyone look`],
    ['@Here', `@${gap}Here`],
    ['@EVERYONE', `@${gap}EVERYONE`],
    ['@channel', `@${gap}channel`],
    ['a@everyone', `a@${gap}everyone`],
    ['@everyone@here', `@${gap}everyone@${gap}here`],
    ['<@123>', `<${gap}@123>`],
    ['<@!123>', `<${gap}@!123>`],
    ['<@&123>', `<${gap}@&123>`],
    [`<@${'0'.repeat(40)}1>`, `<${gap}@${'0'.repeat(40)}1>`],
    ['<@U123>', `<${gap}@U123>`],
    ['<@W123|name>', `<${gap}@W123|name>`],
    ['<#C123>', `<${gap}#C123>`],
    ['<#C123|general>', `<${gap}#C123|general>`],
    ['<!channel>', `<${gap}!channel>`],
    ['<!here|here>', `<${gap}!here|here>`],
    ['<!EVERYONE>', `<${gap}!EVERYONE>`],
    ['<!subteam^S123|@team>', `<${gap}!subteam^S123|@team>`],
    ['<!date^1392734382^{date}|then>', `<${gap}!date^1392734382^{date}|then>`],
    ['<<@1>>', `<<${gap}@1>>`],
    ['<@everyone>', `<${gap}@${gap}everyone>`],
    ['`<@123>` and ```\n@here\n```', `\`<${gap}@123>\` and \`\`\`\n@${gap}here\n\`\`\``],
  ])('breaks %j', (mention, expected) => {
    expect(neutraliseMentions(mention)).toBe(expected)
  })

  it.each([
    `@${gap}everyone`,
    '＠everyone',
    'me@example.com',
    '@decorator()',
    '<https://example.com|text>',
    '<slack://open?team=T1>',
    '<mailto:me@example.com|me>',
    '<!DOCTYPE html>',
    '<!-- a comment -->',
    'Map<@NonNull String>',
    '<:smile:123>',
    '#include <stdio.h>',
    'a < b and c > d',
  ])('leaves %j alone', harmless => {
    expect(neutraliseMentions(harmless)).toBe(harmless)
  })

  it('leaves nothing that notifies', () => {
    fc.assert(
      fc.property(text, source => !ping.test(neutraliseMentions(source))),
      { numRuns: 1000 },
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(text, source => {
        const once = neutraliseMentions(source)

        expect(neutraliseMentions(once)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  it('adds invisible spaces and nothing else', () => {
    fc.assert(
      fc.property(text, source => {
        expect(neutraliseMentions(source).replaceAll(gap, '')).toBe(source.replaceAll(gap, ''))
      }),
    )
  })

  it('changes at most the last 30 characters when more text arrives', () => {
    fc.assert(
      fc.property(text, fc.nat(200), (source, at) => {
        const settled = neutraliseMentions(source.slice(0, at)).slice(0, -30)

        expect(neutraliseMentions(source).startsWith(settled)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
