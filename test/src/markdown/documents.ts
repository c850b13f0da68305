import fc from 'fast-check'

const words = [
  'alpha',
  'béta',
  '東京都',
  '👨‍👩‍👧‍👦',
  'שלום',
  'مرحبا',
  '**bold words**',
  '`inline code`',
  '_soft_',
  '[a link text](https://example.com/a/b)',
  'https://example.com/long/path?q=1',
  'e.g.',
  'end.',
  'why?',
  '終わり。',
  '🇩🇪🇫🇷',
  'e\u0301\u0302',
  '<b>html</b>',
  '`',
  '[',
  '1.',
  '#',
  '-',
  '|',
  '**',
] as const

const word = fc.constantFrom(...words)
const sentence = fc.array(word, { minLength: 1, maxLength: 14 }).map(list => list.join(' '))
const codeLine = fc.constantFrom(
  'const a = 1',
  '',
  '  indented()',
  '# not a heading',
  '| a | b |',
  'x'.repeat(70),
)
const code = fc.array(codeLine, { maxLength: 12 })

const fence = fc
  .tuple(
    fc.constantFrom('```', '~~~', '````'),
    fc.constantFrom('', 'ts', 'python title="x"'),
    code,
    fc.boolean(),
  )
  .map(([marker, info, lines, closed]) =>
    [`${marker}${info}`, ...lines, ...(closed ? [marker] : [])].join('\n'),
  )

const table = fc
  .array(fc.tuple(sentence, sentence), { minLength: 1, maxLength: 8 })
  .map(rows =>
    [
      '| name | value |',
      '|:---|---|',
      ...rows.map(([a, b]) => `| ${a.replaceAll('|', '/')} | ${b.replaceAll('|', '/')} |`),
    ].join('\n'),
  )

const indented = (text: string, by: string) => text.replaceAll('\n', `\n${by}`)

const list = fc
  .array(fc.tuple(fc.constantFrom('- ', '  - ', '1. ', '    - '), fc.oneof(sentence, fence)), {
    minLength: 1,
    maxLength: 6,
  })
  .map(items =>
    items.map(([mark, text]) => mark + indented(text, ' '.repeat(mark.length))).join('\n'),
  )

const heading = fc
  .tuple(fc.constantFrom('# ', '## ', '##### '), sentence)
  .map(parts => parts.join(''))
const quote = fc.oneof(sentence, fence).map(text => `> ${indented(text, '> ')}`)
const block = fc.oneof(
  sentence,
  sentence,
  fence,
  table,
  list,
  heading,
  quote,
  fc.constantFrom('---', '<div>\n', 'x'.repeat(300)),
)

/** Markdown as models write it, and worse. */
export const markdown = fc
  .tuple(
    fc.array(fc.tuple(block, fc.constantFrom('\n\n', '\n', '\n\n\n')), { maxLength: 12 }),
    fc.boolean(),
  )
  .map(([blocks, isWindows]) => {
    const text = blocks.flat().join('')
    return isWindows ? text.replaceAll('\n', '\r\n') : text
  })

/** Any mix of the characters that mean something in Markdown. */
export const noise = fc
  .array(
    fc.constantFrom(
      '`',
      '```',
      '~~~',
      '\n',
      '\r\n',
      '> ',
      '- ',
      '  ',
      '\t',
      '|',
      '|-|',
      '#',
      '[',
      '](',
      ')',
      '*',
      'word ',
      '👩‍🚀',
      '漢',
      '1. ',
      'x'.repeat(40),
    ),
    {
      maxLength: 120,
    },
  )
  .map(parts => parts.join(''))
