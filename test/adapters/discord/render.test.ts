import { describe, expect, it } from 'vitest'
import { fromCustomId } from '../../../adapters/discord/custom-id.ts'
import { toDiscordMessage } from '../../../adapters/discord/render.ts'
import { tableText } from '../../../adapters/discord/render-table.ts'
import {
  type Button,
  buttons,
  type Card,
  card,
  facts,
  menu,
  note,
  rows,
  say,
  table,
  text,
} from '../../../src/ui/card.ts'
import { checkMessage } from '../../support/discord/check-message.ts'

const button = (label: string, value = label): Button => ({ label, action: 'do', value })
type Json = Record<string, unknown>

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json
const rendered = (shown: Card) => asJson(toDiscordMessage(shown))
const check = (body: Json) => checkMessage({ body, files: [], kept: [], isV2: true, prefix: '' })

function everything(component: unknown): Json[] {
  if (Array.isArray(component)) return component.flatMap(everything)
  if (typeof component !== 'object' || component === null) return []
  const { components, accessory } = component as Json
  return [component as Json, ...everything(components), ...everything(accessory)]
}

const textsOf = (shown: Card): string =>
  everything(rendered(shown)['components'])
    .flatMap(({ type, content }) => (type === 10 ? [String(content)] : []))
    .join('\n')
const labelsOf = (shown: Card): unknown[] =>
  everything(rendered(shown)['components']).flatMap(({ type, label }) =>
    type === 2 ? [label] : [],
  )

describe('a card', () => {
  it('that only says something is plain text', () => {
    expect(rendered(card(text('Hello'), note('small\nprint')))).toEqual({
      flags: 1 << 15,
      components: [{ type: 10, content: 'Hello\n-# small\n-# print' }],
      files: [],
    })
  })

  it('has its facts in bold, its rows as sections and its controls in rows', () => {
    const shown = card(
      facts({ Model: 'gpt-5', Price: '$1' }),
      rows({ markdown: 'gpt-5', button: { ...button('Use'), style: 'primary' } }),
      buttons(button('A'), { ...button('B'), style: 'danger' }),
      menu({
        action: 'pick',
        value: 'v',
        placeholder: 'Pick',
        options: [{ label: 'One', value: '1', detail: 'first', selected: true }],
      }),
    )

    expect(rendered(shown)['components']).toEqual([
      {
        type: 17,
        components: [
          { type: 10, content: '**Model** gpt-5\n**Price** $1' },
          {
            type: 9,
            components: [{ type: 10, content: 'gpt-5' }],
            accessory: { type: 2, style: 1, label: 'Use', custom_id: 'b:do:Use' },
          },
          {
            type: 1,
            components: [
              { type: 2, style: 2, label: 'A', custom_id: 'b:do:A' },
              { type: 2, style: 4, label: 'B', custom_id: 'b:do:B' },
            ],
          },
          {
            type: 1,
            components: [
              {
                type: 3,
                custom_id: 'm:pick:v',
                placeholder: 'Pick',
                min_values: 1,
                max_values: 1,
                options: [{ label: 'One', value: '1', description: 'first', default: true }],
              },
            ],
          },
        ],
      },
    ])
  })

  it('keeps the same control apart when it is there twice', () => {
    const shown = card(buttons(button('A', 'x'), button('B', 'x'), button('C', 'x')))
    const ids = everything(rendered(shown)['components']).flatMap(
      ({ custom_id }) => custom_id ?? [],
    )

    expect(ids).toEqual(['b:do:x', 'b2:do:x', 'b3:do:x'])
    expect(ids.map(id => fromCustomId(String(id))?.value)).toEqual(['x', 'x', 'x'])
  })

  it('counts the rows that do not fit, and keeps what stands after them', () => {
    const list = Array.from({ length: 25 }, (_, index) => ({
      markdown: `row ${index}`,
      button: button(`use ${index}`),
    }))
    const shown = card(text('Models'), rows(...list), buttons(button('Next')))

    check(rendered(shown))
    expect(labelsOf(shown)).toHaveLength(12)
    expect(labelsOf(shown).at(-1)).toBe('Next')
    expect(textsOf(shown)).toContain('row 10\n-# … and 14 more')
  })

  it('cuts long text with an ellipsis and closes its code', () => {
    const shown = say(`\`\`\`js\n${'const a = 1\n'.repeat(600)}\`\`\``)

    check(rendered(shown))
    expect(textsOf(shown)).toMatch(/```\n…$/)
  })

  it('shows a table in Markdown, and deep headings, as Discord can', () => {
    expect(textsOf(say('#### Deep\n\n| a | b |\n| --- | --- |\n| 1 | 2 |'))).toBe(
      '**Deep**\n\n```\na │ b\n──┼──\n1 │ 2\n```',
    )
  })
})

describe('a table', () => {
  it('is aligned, numbers to the right', () => {
    const block = table(
      ['Model', 'Calls', 'Cost'],
      [
        ['gpt-5', '12', '$0.1000'],
        ['claude', '3', '<$0.0001'],
      ],
    )

    expect(tableText(block)).toBe(
      [
        '```',
        'Model   Calls      Cost',
        '──────  ─────  ────────',
        'gpt-5      12   $0.1000',
        'claude      3  <$0.0001',
        '```',
      ].join('\n'),
    )
  })

  it('fits a phone and cannot leave its code block', () => {
    const drawn = tableText(table(['a', 'b'], [['x'.repeat(80), '```evil```']]))

    expect(Math.max(...drawn.split('\n').map(line => line.length))).toBeLessThanOrEqual(44)
    expect(drawn.match(/```/g)).toHaveLength(2)
  })

  it('counts the rows that do not fit a message', () => {
    const many = Array.from({ length: 200 }, (_, index) => [`model number ${index}`, '$1.0000'])

    expect(tableText(table(['Model', 'Cost'], many))).toMatch(/```\n-# … and \d+ more$/)
  })
})
