import type { Block, Button, ChartBlock, MenuBlock, MenuOption, Row } from '../../src/ui/card.ts'
import { toActionId } from './action-id.ts'
import type { Json } from './json.ts'
import { cut, limits } from './limits.ts'
import { inWords, type Pictures, toNativeChart, toPicture } from './render-chart.ts'
import { toMonospace, toTable } from './render-table.ts'
import { toMrkdwn } from './to-mrkdwn.ts'

/** What is remembered while a card is drawn. */
export interface Draw {
  readonly surface: 'message' | 'view'
  readonly clean: (markdown: string) => string
  readonly pictures: Pictures
  /** Slack takes one table block per message. */
  hasTable: boolean
  nextAction: number
}

export const plain = (text: string, max: number): Json => ({
  type: 'plain_text',
  text: cut(text, max),
})

export function drawBlock(block: Block, draw: Draw): readonly Json[] {
  switch (block.kind) {
    case 'text':
      return drawText(block.markdown, draw)
    case 'note':
      return block.markdown.trim() === '' ? [] : [drawNote(block.markdown, draw)]
    case 'facts':
      return groupsOf(block.facts, limits.fields).map(group => ({
        type: 'section',
        fields: group.map(fact =>
          mrkdwn(`**${fact.label}**\n${fact.value}`, limits.fieldText, draw),
        ),
      }))
    case 'table':
      return drawTable(block.columns, block.rows, draw)
    case 'rows':
      return block.rows.map(row => drawRow(row, draw))
    case 'buttons':
      return groupsOf(block.buttons, limits.actions).map(group => ({
        type: 'actions',
        elements: group.map(button => drawButton(button, draw)),
      }))
    case 'menu':
      return drawMenu(block, draw)
    case 'chart':
      return drawChart(block, draw)
    case 'file':
      return [drawNote(`${block.name}: ${block.alt}`, draw)]
    default:
      return block satisfies never
  }
}

function drawText(markdown: string, draw: Draw): readonly Json[] {
  const text = draw.clean(markdown)
  if (text.trim() === '') return []
  if (draw.surface === 'message') return [{ type: 'markdown', text: cut(text, limits.blockText) }]
  return [{ type: 'section', text: mrkdwn(markdown, limits.sectionText, draw) }]
}

const mrkdwn = (markdown: string, max: number, draw: Draw): Json => ({
  type: 'mrkdwn',
  text: cut(toMrkdwn(draw.clean(markdown)), max),
})

const drawNote = (markdown: string, draw: Draw): Json => ({
  type: 'context',
  elements: [mrkdwn(markdown, limits.contextText, draw)],
})

function drawChart(block: ChartBlock, draw: Draw): readonly Json[] {
  const { natives, uploaded } = draw.pictures
  const fileId = uploaded.get(block)
  const summary = drawNote(block.chart.summary, draw)
  if (fileId !== undefined) return [toPicture(block, fileId), summary]
  if (natives.has(block)) return [toNativeChart(block, draw.clean), summary]
  return inWords(block).flatMap(words => drawBlock(words, draw))
}

function drawTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  draw: Draw,
): readonly Json[] {
  if (columns.length === 0) return []
  if (draw.surface === 'message' && !draw.hasTable) {
    draw.hasTable = true
    return [toTable(columns, rows, draw.clean)]
  }
  const text = draw.clean(toMonospace(columns, rows))
  if (draw.surface === 'message') return [{ type: 'markdown', text }]
  return [{ type: 'section', text: mrkdwn(text, limits.sectionText, draw) }]
}

function drawRow(row: Row, draw: Draw): Json {
  const text = mrkdwn(row.markdown, limits.sectionText, draw)
  if (!row.button) return { type: 'section', text }
  return { type: 'section', text, accessory: drawButton(row.button, draw) }
}

function drawButton(button: Button, draw: Draw): Json {
  return {
    type: 'button',
    action_id: toActionId(draw.nextAction++, button.action),
    text: plain(button.label, limits.label),
    ...(button.value !== '' && { value: button.value.slice(0, limits.buttonValue) }),
    ...(button.style && { style: button.style }),
  }
}

function drawMenu(menu: MenuBlock, draw: Draw): readonly Json[] {
  const usable = menu.options.filter(one => one.value !== '' && one.value.length <= 75)
  const options = usable.slice(0, limits.options).map(toOption)
  if (options.length === 0) return [drawNote(`${menu.placeholder}: nothing to choose from`, draw)]
  const selected = options.filter((_, index) => usable[index]?.selected)
  const element = {
    type: menu.multiple ? 'multi_static_select' : 'static_select',
    action_id: toActionId(draw.nextAction++, menu.action, menu.value),
    placeholder: plain(menu.placeholder, limits.placeholder),
    options,
    ...initial(selected, menu.multiple ?? false),
  }
  // An `actions` block takes no menu for several choices in every client, a section does.
  if (!menu.multiple) return [{ type: 'actions', elements: [element] }]
  const text = mrkdwn(menu.placeholder, limits.sectionText, draw)
  return [{ type: 'section', text, accessory: element }]
}

function initial(selected: readonly Json[], isMultiple: boolean): Json {
  const [first] = selected
  if (!first) return {}
  return isMultiple ? { initial_options: selected } : { initial_option: first }
}

export const toOption = (option: Omit<MenuOption, 'selected'>): Json => ({
  text: plain(option.label, limits.optionText),
  value: option.value,
  ...(option.detail?.trim() && { description: plain(option.detail, limits.optionText) }),
})

export function groupsOf<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size)
  return Array.from({ length: count }, (_, at) => list.slice(at * size, at * size + size))
}
