import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromCustomId, fromModalId } from '../../../adapters/discord/custom-id.ts'
import { toDiscordMessage } from '../../../adapters/discord/render.ts'
import { toDiscordModal } from '../../../adapters/discord/render-form.ts'
import { tableText } from '../../../adapters/discord/render-table.ts'
import {
  type Block,
  type Button,
  buttons,
  type Card,
  card,
  facts,
  type MenuBlock,
  menu,
  note,
  rows,
  say,
  table,
  text,
} from '../../../src/ui/card.ts'
import type { Form, FormField } from '../../../src/ui/form.ts'
import { checkMessage } from '../../support/discord/check-message.ts'
import { checkModal } from '../../support/discord/check-modal.ts'
import { createForm } from '../../support/discord/form.ts'

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

const label = fc.string({ unit: 'grapheme', maxLength: 90 })
const markdown = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.lorem({ maxCount: 400 }),
  fc.constant('```\ncode\n'.repeat(200)),
)
const id = fc.stringMatching(/^[a-z-]{1,15}$/)
const anyButton: fc.Arbitrary<Button> = fc.record({
  label,
  action: id,
  value: fc.string({ unit: 'grapheme-ascii', maxLength: 75 }),
})
const anyOption = fc.record({
  label: fc.string({ maxLength: 75 }),
  value: fc.string({ minLength: 1, maxLength: 75 }),
  detail: fc.string({ maxLength: 75 }),
  selected: fc.boolean(),
})
const anyMenu: fc.Arbitrary<MenuBlock> = fc.record({
  kind: fc.constant('menu' as const),
  action: id,
  value: fc.string({ maxLength: 60 }),
  placeholder: label,
  options: fc.array(anyOption, { maxLength: 25 }),
  multiple: fc.boolean(),
})
const anyRow = fc.oneof(fc.record({ markdown }), fc.record({ markdown, button: anyButton }))
const cells = fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 3 }))
const block: fc.Arbitrary<Block> = fc.oneof(
  markdown.map(text),
  markdown.map(note),
  fc.dictionary(label, label, { maxKeys: 8 }).map(facts),
  cells.map(body => table(['One', 'Two', 'Three'], body)),
  fc.array(anyRow, { maxLength: 30 }).map(list => rows(...list)),
  fc.array(anyButton, { maxLength: 8 }).map(list => buttons(...list)),
  anyMenu,
)

describe('any card', () => {
  it('keeps to Discord’s limits', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 9 }), blocks => {
        const body = rendered({ blocks })
        check(body)
        const all = everything(body['components'])
        const written = all.flatMap(({ type, content }) => (type === 10 ? [String(content)] : []))
        expect(all.length).toBeLessThanOrEqual(40)
        expect(written.join('').length).toBeLessThanOrEqual(4000)
        expect(written.every(part => part.trim() !== '')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('gives back what its controls mean', () => {
    fc.assert(
      fc.property(fc.array(anyButton, { minLength: 1, maxLength: 5 }), list => {
        const all = everything(rendered(card(buttons(...list)))['components'])
        const ids = all.flatMap(({ custom_id }) => custom_id ?? [])
        const meant = ids.map(each => fromCustomId(String(each)))
        expect(meant).toEqual(list.map(({ action, value }) => ({ kind: 'button', action, value })))
      }),
    )
  })
})

const head = { label: 'A label', required: true }

const formOf = (...fields: FormField[]): Form => ({
  id: 'models-setup',
  title: 'Set up',
  submitLabel: 'Save',
  state: 'a:b',
  sections: [{ id: 's', title: 'S', fields }],
})

describe('a form', () => {
  it('is a modal of labelled fields', () => {
    const modal = toDiscordModal(
      formOf(
        {
          ...head,
          kind: 'text',
          id: 'text',
          hint: 'Help',
          initial: 'x',
          multiline: true,
          maxLength: 3000,
        },
        {
          kind: 'choice',
          id: 'choice',
          label: 'Choices',
          required: false,
          multiple: true,
          initial: ['b', 'gone'],
          choices: [
            { label: 'A', value: 'a', detail: 'first' },
            { label: 'B', value: 'b' },
          ],
        },
        { ...head, kind: 'pick', id: 'roles', of: 'groups', multiple: true, initial: ['1'] },
        {
          ...head,
          kind: 'pick',
          id: 'where',
          of: 'channels',
          multiple: false,
          initial: ['2', '3'],
        },
      ),
    )
    const form = createForm()
    checkModal(form, asJson(modal))
    form.finish()

    expect(asJson(modal)).toMatchObject({
      custom_id: 'models-setup:a:b',
      title: 'Set up',
      components: [
        {
          type: 18,
          description: 'Help',
          component: { type: 4, style: 2, value: 'x', max_length: 3000 },
        },
        {
          component: {
            type: 3,
            required: false,
            min_values: 0,
            max_values: 2,
            options: [{ description: 'first' }, { default: true }],
          },
        },
        { component: { type: 6, max_values: 25, default_values: [{ id: '1', type: 'role' }] } },
        { component: { type: 8, max_values: 1, default_values: [{ id: '2', type: 'channel' }] } },
      ],
    })
    expect(fromModalId('models-setup:a:b')).toEqual({ form: 'models-setup', state: 'a:b' })
  })
})
