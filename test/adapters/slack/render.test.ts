import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromActionId } from '../../../adapters/slack/action-id.ts'
import { toFooter, toHomeView, toMessage } from '../../../adapters/slack/render.ts'
import { toModal } from '../../../adapters/slack/render-form.ts'
import { toMrkdwn } from '../../../adapters/slack/to-mrkdwn.ts'
import {
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
import type { Form } from '../../../src/ui/form.ts'
import { checkPost } from '../../support/slack/check-message.ts'
import { checkView } from '../../support/slack/check-view.ts'
import { cards, forms } from './arbitraries.ts'

const place = { workspaceId: 'slack:T1', channelId: 'C1', threadId: '1.2', isDirect: false }
const bare = (blocks: readonly object[]) =>
  blocks.map(block =>
    Object.fromEntries(Object.entries(block).filter(([key]) => key !== 'block_id')),
  )
const drawn = (given: Card) => bare(toMessage(given).blocks)

describe('a card', () => {
  it('uses the block that Slack has for each kind', () => {
    const given = card(
      text('The **answer** for <@U12345678>'),
      facts({ Model: 'GPT-5', Price: '$1' }),
      rows({ markdown: '**GPT-5** fast', button: { label: 'Use', action: 'use', value: 'gpt-5' } }),
      note('small *print*'),
    )

    const message = toMessage(given, new Map([['U12345678', 'Ada']]))

    expect(message.text).toBe('The answer for @Ada')
    expect(bare(message.blocks)).toEqual([
      { type: 'markdown', text: 'The **answer** for @Ada' },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Model*\nGPT-5' },
          { type: 'mrkdwn', text: '*Price*\n$1' },
        ],
      },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*GPT-5* fast' },
        accessory: {
          type: 'button',
          action_id: '0|use|',
          text: { type: 'plain_text', text: 'Use' },
          value: 'gpt-5',
        },
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'small _print_' }] },
    ])
  })

  it('lays out more than five buttons on further lines, each with its own id', () => {
    const many = Array.from({ length: 7 }, (_, index) => ({
      label: `Button ${index}`,
      action: 'same',
      value: String(index),
    }))

    const blocks = drawn(card(buttons(...many)))

    expect(blocks.map(block => (block['elements'] as unknown[]).length)).toEqual([5, 2])
    const ids = JSON.stringify(blocks).match(/\d\|same\|/g)
    expect(new Set(ids).size).toBe(7)
  })

  it('marks what is chosen in a menu, and carries the menu’s value', () => {
    const options = [
      { label: 'One', value: '1' },
      { label: 'Two', value: '2', selected: true, detail: 'better' },
    ]

    const [one] = drawn(
      card(menu({ action: 'pick', value: 'thread|7', placeholder: 'Model', options })),
    )

    const two = {
      text: { type: 'plain_text', text: 'Two' },
      value: '2',
      description: { type: 'plain_text', text: 'better' },
    }
    expect(one).toMatchObject({
      type: 'actions',
      elements: [{ type: 'static_select', action_id: '0|pick|thread|7', initial_option: two }],
    })
    expect(fromActionId('0|pick|thread|7')).toEqual({ action: 'pick', value: 'thread|7' })
  })

  it('draws the first table natively and others as text', () => {
    const one = table(['Model', 'Cost'], [['GPT-5', '$1']])

    const blocks = drawn(card(one, one))

    expect(blocks[0]).toMatchObject({
      type: 'table',
      rows: [
        [{ text: 'Model' }, { text: 'Cost' }],
        [{ text: 'GPT-5' }, { text: '$1' }],
      ],
    })
    expect(blocks[1]).toMatchObject({ type: 'markdown', text: expect.stringContaining('```') })
  })

  it('gives a block that changed another id, for Slack keeps what was chosen', () => {
    const id = (label: string) => toMessage(say(label)).blocks[0]?.['block_id']

    expect(id('a')).not.toBe(id('b'))
    expect(id('a')).toBe(id('a'))
  })

  it.each([
    ['<!channel> <!here|x> <!subteam^S1|@all>'],
    ['@everyone @here @channel'],
    ['<@U12345678> <@U12345678|ada>'],
  ])('cannot ping with %s', markdown => {
    const given = card(text(markdown), note(markdown), rows({ markdown }), table([markdown], []))

    const raw = JSON.stringify([toMessage(given), toHomeView(given), toFooter(given)])

    expect(raw).not.toMatch(/<!|<@|@everyone|@here|@channel/)
  })

  it('fits into Slack’s limits whatever is on it', () => {
    fc.assert(
      fc.property(cards, given => {
        checkPost({ ...toMessage(given) })
        checkPost({ ...toFooter(given) })
        checkView(toHomeView(given), 'home')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a form', () => {
  const form: Form = {
    id: 'enable',
    title: 'Enable a model',
    submitLabel: 'Save',
    state: 'state-1',
    sections: [
      {
        id: 'main',
        title: 'Main',
        fields: [
          {
            kind: 'text',
            id: 'label',
            label: 'Label',
            hint: 'Short',
            required: false,
            multiline: false,
            maxLength: 40,
            initial: 'fast',
          },
          {
            kind: 'choice',
            id: 'model',
            label: 'Model',
            required: true,
            multiple: false,
            choices: [
              { label: 'GPT', value: 'gpt' },
              { label: 'Claude', value: 'claude' },
            ],
            initial: ['claude'],
          },
          {
            kind: 'pick',
            id: 'admins',
            label: 'Admins',
            required: false,
            of: 'members',
            multiple: true,
            initial: ['U1'],
          },
          {
            kind: 'pick',
            id: 'groups',
            label: 'Groups',
            required: false,
            of: 'groups',
            multiple: true,
            initial: [],
          },
        ],
      },
    ],
  }

  it('is one modal that knows its state and its place', () => {
    const view = toModal(form, place)

    expect(JSON.parse(String(view['private_metadata']))).toEqual({ state: 'state-1', place })
    expect(view['blocks']).toMatchObject([
      { type: 'header', text: { text: 'Main' } },
      {
        block_id: 'label',
        optional: true,
        hint: { text: 'Short' },
        element: { type: 'plain_text_input', max_length: 40, initial_value: 'fast' },
      },
      {
        block_id: 'model',
        optional: false,
        element: { type: 'static_select', initial_option: { value: 'claude' } },
      },
      { block_id: 'admins', element: { type: 'multi_users_select', initial_users: ['U1'] } },
      { block_id: 'groups', element: { type: 'plain_text_input' } },
    ])
    checkView(view, 'modal')
  })

  it('fits into Slack’s limits whatever it asks', () => {
    fc.assert(
      fc.property(forms, given => {
        checkView(toModal(given, place), 'modal')
      }),
      { numRuns: 150 },
    )
  })

  it('leaves out details and choices before it gets too large', () => {
    const choices = Array.from({ length: 100 }, (_, index) => ({
      label: `${'模型'.repeat(30)}${index}`,
      value: `${'模'.repeat(60)}${index}`,
      detail: '說明'.repeat(30),
    }))
    const fields = Array.from({ length: 12 }, (_, index) => ({
      kind: 'choice' as const,
      id: `f${index}`,
      label: 'Model',
      required: false,
      multiple: true,
      choices,
      initial: [`${'模'.repeat(60)}99`],
    }))

    const view = toModal({ ...form, sections: [{ id: 's', title: 'S', fields }] }, place)

    checkView(view, 'modal')
    expect(JSON.stringify(view)).toContain('do not fit here')
    expect(JSON.stringify(view)).toContain('99')
  })
})

describe('toMrkdwn', () => {
  it.each([
    ['**bold** and *italic*', '*bold* and _italic_'],
    ['***both***', '*_both_*'],
    ['~~gone~~', '~gone~'],
    ['[Label](https://a.example/?x=1&y=2)', '<https://a.example/?x=1&amp;y=2|Label>'],
    ['# Heading', '*Heading*'],
    ['# **Heading**', '*Heading*'],
    ['- one\n- two', '• one\n• two'],
    ['> quoted', '> quoted'],
    ['a < b & c', 'a &lt; b &amp; c'],
    ['`a < **b**`', '`a &lt; **b**`'],
    ['```ts\nif (a < b) {}\n```', '```\nif (a &lt; b) {}\n```'],
    ['see <#C12345678>', 'see <#C12345678>'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['snake_case_name', 'snake_case_name'],
    ['\\*literal\\*', '*literal*'],
  ])('%j becomes %j', (markdown, expected) => {
    expect(toMrkdwn(markdown)).toBe(expected)
  })
})
