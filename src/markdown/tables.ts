import type { Nodes, Table, TableCell } from 'mdast'
import { findTables, type TableLines } from './find-tables.ts'
import { parseMarkdown, spanOf } from './parse-markdown.ts'
import { plainText } from './plain-nodes.ts'
import { alignedTable, type Cells } from './table-layout.ts'

/**
 * Replaces tables by aligned text in a code block, or, where that gets wider than a phone, by a list of
 * "**Header:** value". A table at the very end of the text may still grow and stays as it is; see `formatAllTables`.
 */
export function formatTables(text: string): string {
  const settled = settledLength(text)
  return formatAllTables(text.slice(0, settled)) + text.slice(settled)
}

/** The same for a text that is complete. */
export function formatAllTables(text: string): string {
  let at = 0
  let formatted = ''
  for (const table of findTables(text)) {
    const between = text.slice(at, table.start)
    formatted += between + separate(between) + formatTable(text, table)
    at = table.end
  }
  return formatted + text.slice(at)
}

/**
 * How much of a text that is still arriving is past changing: it ends before a table, or the head of one, at the end.
 * `formatAllTables(text.slice(0, settledLength(text)))` is how the formatted text begins whatever follows, provided the
 * first column of a table stands after a `|`.
 */
export function settledLength(text: string): number {
  const lastLine = text.lastIndexOf('\n') + 1
  const table = findTables(text).at(-1)
  if (table && table.end >= lastLine) return table.start
  const lineBefore = text.lastIndexOf('\n', lastLine - 2) + 1
  if (text.slice(lineBefore, lastLine).includes('|')) return lineBefore
  return text.slice(lastLine).includes('|') ? lastLine : text.length
}

/** A paragraph must not run into the bold text of a list. */
const separate = (before: string) => (before === '' || /\n\r?\n$/.test(before) ? '' : '\n')

function formatTable(text: string, { start, end }: TableLines): string {
  const raw = text.slice(start, end)
  const source = raw.replaceAll(/^[ \t>]+/gm, '')
  const table = firstTable(parseMarkdown(source))
  if (!table) return raw
  const indent = /^[ \t>]*/.exec(raw)?.[0] ?? ''
  const block = alignedTable(cellsOf(table, source)) ?? listOf(table, source)
  const lines = block.map(line => `${indent}${line}`.trimEnd())
  return `${lines.join('\n')}${raw.endsWith('\n') ? '\n' : ''}`
}

function firstTable(node: Nodes): Table | undefined {
  if (node.type === 'table') return node
  if (!('children' in node)) return undefined
  for (const child of node.children) {
    const table = firstTable(child)
    if (table) return table
  }
  return undefined
}

function cellsOf(table: Table, source: string): Cells {
  const rows = table.children.map(row => row.children.map(cell => cellText(cell, source)))
  return { rows, align: table.align ?? [] }
}

/** In a code block nothing can be clicked, so the address is written out. */
function cellText(node: Nodes, source: string): string {
  if (node.type === 'link') return linkText(plainText(node), node.url)
  if (node.type === 'html') return /^<br\s*\/?>$/i.test(node.value) ? ' ' : node.value
  if (node.type === 'image') return linkText(node.alt ?? '', node.url)
  if (!('children' in node)) return plainText(node)
  return node.children.map(child => cellText(child, source)).join('')
}

function linkText(text: string, url: string): string {
  return text === '' || url.endsWith(text) ? url : `${text} (${url})`
}

/** One paragraph per row, one line per cell, with its links and emphasis. */
function listOf(table: Table, source: string): string[] {
  const [head = [], ...rows] = table.children.map(row =>
    row.children.map(cell => sourceOf(cell, source)),
  )
  if (rows.length === 0) return [head.map(name => `**${name}**`).join(' · ')]
  const paragraphs = rows.map(row =>
    row.map((value, column) => labelled(head[column] ?? '', value)),
  )
  return paragraphs.flatMap((lines, index) => [
    ...(index > 0 ? [''] : []),
    ...lines.filter(line => line !== ''),
  ])
}

function labelled(name: string, value: string): string {
  if (value === '') return ''
  const plain = name.replaceAll('**', '')
  return plain === '' ? value : `**${plain}:** ${value}`
}

function sourceOf(cell: TableCell, source: string): string {
  const { start, end } = spanOf(cell)
  const inside = source
    .slice(start, end)
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inside
    .trim()
    .replaceAll('\\|', '|')
    .replaceAll(/<br\s*\/?>/gi, ' ')
}
