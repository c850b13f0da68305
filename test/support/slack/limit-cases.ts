import type { Json } from './json.ts'

// What the limit tests build blocks from, and the cases for messages.
export const long = (length: number) => 'x'.repeat(length)
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
export const plain = (text: string) => ({ type: 'plain_text', text })
export const section = (text: string, more: Json = {}) => ({
  type: 'section',
  text: plain(text),
  ...more,
})
export const actions = (...elements: readonly Json[]) => ({ type: 'actions', elements })
export const button = (more: Json = {}) => ({ type: 'button', text: plain('Go'), ...more })
export const option = (text: string, more: Json = {}) => ({
  text: plain(text),
  value: text,
  ...more,
})
export const select = (more: Json = {}) => ({
  type: 'static_select',
  placeholder: plain('Choose'),
  options: [option('a')],
  ...more,
})
const confirm = (more: Json) => ({ text: plain('Sure?'), ...more })

export const blockCases: readonly (readonly [string, Json[], string])[] = [
  ['51 blocks', many(51, () => section('a')), 'invalid_blocks'],
  ['section text of 3001', [section(long(3001))], 'invalid_blocks'],
  ['empty section text', [section('')], 'invalid_blocks'],
  ['11 fields', [{ type: 'section', fields: many(11, () => plain('a')) }], 'invalid_blocks'],
  ['field of 2001', [{ type: 'section', fields: [plain(long(2001))] }], 'invalid_blocks'],
  ['header of 151', [{ type: 'header', text: plain(long(151)) }], 'invalid_blocks'],
  ['mrkdwn header', [{ type: 'header', text: { type: 'mrkdwn', text: 'a' } }], 'invalid_blocks'],
  ['26 actions', [actions(...many(26, () => button()))], 'invalid_blocks'],
  ['no actions', [actions()], 'invalid_blocks'],
  [
    '11 context elements',
    [{ type: 'context', elements: many(11, () => plain('a')) }],
    'invalid_blocks',
  ],
  ['button text of 76', [actions(button({ text: plain(long(76)) }))], 'invalid_blocks'],
  ['button value of 2001', [actions(button({ value: long(2001) }))], 'invalid_blocks'],
  ['button url of 3001', [actions(button({ url: long(3001) }))], 'invalid_blocks'],
  ['unknown button style', [actions(button({ style: 'blue' }))], 'invalid_blocks'],
  [
    '101 options',
    [actions(select({ options: many(101, index => option(`${index}`)) }))],
    'invalid_blocks',
  ],
  ['no options', [actions(select({ options: [] }))], 'invalid_blocks'],
  [
    'option text of 76',
    [actions(select({ options: [option('a', { text: plain(long(76)) })] }))],
    'invalid_blocks',
  ],
  [
    'option value of 76',
    [actions(select({ options: [option('a', { value: long(76) })] }))],
    'invalid_blocks',
  ],
  [
    'option description of 76',
    [actions(select({ options: [option('a', { description: plain(long(76)) })] }))],
    'invalid_blocks',
  ],
  [
    'initial option that is none',
    [actions(select({ initial_option: option('b') }))],
    'invalid_blocks',
  ],
  ['placeholder of 151', [actions(select({ placeholder: plain(long(151)) }))], 'invalid_blocks'],
  [
    'overflow of 6',
    [actions({ type: 'overflow', options: many(6, index => option(`${index}`)) })],
    'invalid_blocks',
  ],
  [
    'radio buttons of 11',
    [actions({ type: 'radio_buttons', options: many(11, index => option(`${index}`)) })],
    'invalid_blocks',
  ],
  [
    'checkboxes of 11',
    [actions({ type: 'checkboxes', options: many(11, index => option(`${index}`)) })],
    'invalid_blocks',
  ],
  [
    'confirm title of 101',
    [actions(button({ confirm: confirm({ title: plain(long(101)) }) }))],
    'invalid_blocks',
  ],
  [
    'confirm text of 301',
    [actions(button({ confirm: confirm({ text: plain(long(301)) }) }))],
    'invalid_blocks',
  ],
  [
    'confirm button of 31',
    [actions(button({ confirm: confirm({ confirm: plain(long(31)) }) }))],
    'invalid_blocks',
  ],
  ['action_id of 256', [actions(button({ action_id: long(256) }))], 'invalid_blocks'],
  [
    'action_id twice',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    'invalid_blocks',
  ],
  [
    'block_id twice',
    [section('a', { block_id: 'a' }), section('b', { block_id: 'a' })],
    'invalid_blocks',
  ],
  ['unknown block', [{ type: 'panel' }], 'invalid_blocks'],
  ['unknown property', [section('a', { colour: 'red' })], 'invalid_blocks'],
  ['input inside actions', [actions({ type: 'plain_text_input' })], 'invalid_blocks'],
  [
    'table of 101 rows',
    [{ type: 'table', rows: many(101, () => [{ type: 'raw_text', text: 'a' }]) }],
    'invalid_blocks',
  ],
  [
    'table of 21 columns',
    [{ type: 'table', rows: [many(21, () => ({ type: 'raw_text', text: 'a' }))] }],
    'invalid_blocks',
  ],
  [
    'table with an empty cell',
    [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }],
    'invalid_blocks',
  ],
  [
    'two tables',
    many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })),
    'invalid_attachments',
  ],
  [
    'chart with a label of 21',
    [
      {
        type: 'data_visualization',
        title: 'a',
        chart: { type: 'pie', segments: [{ label: long(21), value: 1 }] },
      },
    ],
    'invalid_blocks',
  ],
  ['markdown block of 12001', [{ type: 'markdown', text: long(12_001) }], 'invalid_blocks'],
  ['13001 characters in all', many(5, () => section(long(2601))), 'msg_blocks_too_long'],
]
