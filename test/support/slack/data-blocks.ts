import { asJson, asList } from './json.ts'
import {
  all,
  anything,
  byType,
  type Check,
  list,
  number,
  oneOf,
  optional,
  problem,
  required,
  rule,
  shape,
  text,
} from './schema.ts'

import { textLength } from './text-length.ts'

export const block = (fields: Record<string, Check>) =>
  shape({ block_id: optional(text(255)), ...fields })

export const richText = block({
  elements: required(
    list(
      byType(() => richParts),
      1000,
    ),
  ),
})
const richElements = required(list(anything, 5000, 0))
const richStyle = {
  border: optional(anything),
  indent: optional(anything),
  offset: optional(anything),
}
const richParts: Record<string, Check> = {
  rich_text_section: shape({ elements: richElements }),
  rich_text_list: shape({
    ...richStyle,
    style: required(oneOf('bullet', 'ordered')),
    elements: richElements,
  }),
  rich_text_quote: shape({ ...richStyle, elements: richElements }),
  rich_text_preformatted: shape({
    ...richStyle,
    language: optional(text(50)),
    elements: richElements,
  }),
}

const cell = byType(() => ({
  raw_text: shape({ text: required(text(3000)) }),
  raw_number: shape({ text: required(text(3000)), value: required(number(-1e300, 1e300)) }),
  rich_text: richText,
}))

const rows = required(list(list(cell, 20), 100))

const tableFits: Check = (value, at) =>
  textLength(asJson(value)['rows']) > 10_000
    ? [problem('table must be less than 10001 characters', at)]
    : []

const rowsAlike = rule(value => {
  const rowsGiven = Array.isArray(value['rows']) ? value['rows'] : []
  return new Set(rowsGiven.map(row => (Array.isArray(row) ? row.length : 0))).size <= 1
}, 'rows must have the same number of cells')

const plainHeader = rule(value => {
  const [header] = Array.isArray(value['rows']) ? value['rows'] : []
  return asList(header).every(one => one['type'] !== 'rich_text')
}, 'a header cell must not be rich_text')

export const taskCard = block({
  task_id: required(text(255)),
  title: required(text(255)),
  details: optional(richText),
  output: optional(richText),
  sources: optional(list(anything, 50)),
  status: required(oneOf('pending', 'in_progress', 'complete', 'error')),
})

const point = shape({ label: required(text(20)), value: required(number(-1e300, 1e300)) })
const series = shape({ name: required(text(20)), data: required(list(point, 20)) })
const plot = shape({
  series: required(list(series, 6)),
  axis_config: required(
    shape({
      categories: required(list(text(20), 20)),
      x_label: optional(text(50)),
      y_label: optional(text(50)),
    }),
  ),
})
const pie = shape({ segments: required(list(point, 6)) })

export const dataBlocks: Record<string, Check> = {
  table: all(block({ rows, column_settings: optional(list(anything, 20)) }), rowsAlike, tableFits),
  data_table: all(
    block({
      rows: required(list(list(cell, 20), 101, 2)),
      caption: required(text(255)),
      page_size: optional(number(1, 100)),
      row_header_column_index: optional(number(0, 19)),
    }),
    rowsAlike,
    tableFits,
    plainHeader,
  ),
  data_visualization: block({
    title: required(text(50)),
    chart: required(byType(() => ({ pie, bar: plot, line: plot, area: plot }))),
  }),
}
