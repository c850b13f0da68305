import { toCsv } from '../lib/to-csv.ts'
import { type FileBlock, file } from '../ui/card.ts'

type Fields = Readonly<Record<string, unknown>>

export interface ShownData {
  readonly markdown: string
  /** The longest list in it, for a spreadsheet. */
  readonly file?: FileBlock
}

/** Checked data as people read it: prose for a summary, a numbered list for a list of things. Never JSON. */
export function showStructured(data: unknown, name: string): ShownData {
  const fields = isFields(data) ? data : { result: data }
  const blocks = Object.entries(fields).flatMap(([key, value]) => toBlock(key, value))
  const list = longestList(fields)
  return {
    markdown: blocks.join('\n\n') || '_Nothing was found._',
    ...(list && { file: toFile(list, name) }),
  }
}

function toBlock(key: string, value: unknown): readonly string[] {
  if (isBlank(value)) return []
  if (isScalar(value))
    return [key === 'summary' ? oneLine(value) : `**${labelOf(key)}:** ${oneLine(value)}`]
  const items = Array.isArray(value) ? value : [value]
  const isList = items.every(isFields)
  const lines = items.map((item, index) =>
    isFields(item) ? toItem(item, index) : `- ${words(item)}`,
  )
  return [isList ? lines.join('\n') : [`**${labelOf(key)}**`, ...lines].join('\n')]
}

/** The first field is its title; short ones stand beside it, long ones under it. */
function toItem(item: Fields, index: number): string {
  const [first, ...rest] = Object.entries(item).filter(([, value]) => !isBlank(value))
  if (!first) return `${index + 1}. –`
  const isTag = ([, value]: readonly [string, unknown]) =>
    isScalar(value) && String(value).length <= TAG && !/\s/.test(String(value))
  const tags = rest
    .filter(isTag)
    .map(([key, value]) => ` · ${labelOf(key).toLowerCase()}: ${value}`)
  const details = rest
    .filter(entry => !isTag(entry))
    .flatMap(([key, value]) => toDetails(labelOf(key), value))
  return [`${index + 1}. **${words(first[1])}**${tags.join('')}`, ...details].join('\n')
}

const TAG = 16

function toDetails(label: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [`   - ${label}: ${words(value)}`]
  if (value.length === 1) return [`   - ${label}: ${words(value[0])}`]
  return [`   - ${label}:`, ...value.map(one => `     - ${words(one)}`)]
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

const isBlank = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  isEmpty(value)

const isEmpty = (value: unknown): boolean => typeof value === 'string' && value.trim() === ''

const oneLine = (value: string | number | boolean): string => String(value).trim()

/** On one line, whatever it is. */
function words(value: unknown): string {
  if (isScalar(value)) return String(value).replaceAll(/\s+/g, ' ').trim()
  if (Array.isArray(value)) return value.map(words).join('; ')
  if (!isFields(value)) return ''
  return Object.entries(value)
    .filter(([, inner]) => !isBlank(inner))
    .map(([key, inner]) => `${labelOf(key)}: ${words(inner)}`)
    .join(', ')
}

/** `done_when` and `doneWhen` are “Done when”. */
function labelOf(key: string): string {
  const spaced = key.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replaceAll(/[_-]+/g, ' ')
  return `${spaced.charAt(0).toUpperCase()}${spaced.slice(1).toLowerCase()}`
}

interface List {
  readonly key: string
  readonly items: readonly Fields[]
}

function longestList(fields: Fields): List | undefined {
  const lists = Object.entries(fields).flatMap(([key, value]) =>
    Array.isArray(value) && value.length > 0 && value.every(isFields)
      ? [{ key, items: value }]
      : [],
  )
  return lists.sort((a, b) => b.items.length - a.items.length)[0]
}

function toFile({ key, items }: List, name: string): FileBlock {
  const columns = [...new Set(items.flatMap(item => Object.keys(item)))]
  const rows = items.map(item => columns.map(column => words(item[column])))
  return file({
    name: `${key.replaceAll('_', '-')}.csv`,
    mimeType: 'text/csv',
    content: toCsv(columns.map(labelOf), rows),
    alt: `${name} as a table of ${items.length === 1 ? 'one row' : `${items.length} rows`}.`,
  })
}
