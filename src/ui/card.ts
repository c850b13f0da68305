import type { Chart } from './chart.ts'

/** What the bot shows, on any platform. The first block is the answer; every renderer knows every kind of block. */
export interface Card {
  readonly blocks: readonly Block[]
}

export type Block =
  | TextBlock
  | NoteBlock
  | FactsBlock
  | TableBlock
  | RowsBlock
  | ButtonsBlock
  | MenuBlock
  | ChartBlock
  | FileBlock

/** What can be said without a picture or a file. */
export type PlainBlock = Exclude<Block, ChartBlock | FileBlock>

export interface PlainCard {
  readonly blocks: readonly PlainBlock[]
}

/** Markdown (CommonMark with GFM tables). */
export interface TextBlock {
  readonly kind: 'text'
  readonly markdown: string
}

/** Small print. */
export interface NoteBlock {
  readonly kind: 'note'
  readonly markdown: string
}

export interface FactsBlock {
  readonly kind: 'facts'
  readonly facts: readonly Fact[]
}

export interface Fact {
  readonly label: string
  readonly value: string
}

/** At most three columns, readable on a phone. Cells are plain text. */
export interface TableBlock {
  readonly kind: 'table'
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A list whose rows may each have one button. */
export interface RowsBlock {
  readonly kind: 'rows'
  readonly rows: readonly Row[]
}

export interface Row {
  readonly markdown: string
  readonly button?: Button
}

/** At most five; more are laid out on further lines. */
export interface ButtonsBlock {
  readonly kind: 'buttons'
  readonly buttons: readonly Button[]
}

/** `action` names what happens, `value` (at most 75 characters) with what. */
export interface Button {
  readonly label: string
  readonly action: string
  readonly value: string
  readonly style?: 'primary' | 'danger'
}

/** One menu of at most 25 options, or several choices at once. Choosing acts at once. */
export interface MenuBlock {
  readonly kind: 'menu'
  readonly action: string
  /** Travels with the choice, at most 60 characters. */
  readonly value: string
  readonly placeholder: string
  readonly options: readonly MenuOption[]
  readonly multiple?: boolean
}

/** `value` and `label` at most 75 characters, `detail` too. */
export interface MenuOption {
  readonly label: string
  readonly value: string
  readonly detail?: string
  readonly selected?: boolean
}

/** Shown as a picture; where there can be none, as its summary. */
export interface ChartBlock {
  readonly kind: 'chart'
  readonly chart: Chart
}

/** Something to keep, such as a CSV export or a document too long for a message. */
export interface FileBlock {
  readonly kind: 'file'
  /** With its ending, at most 80 characters. */
  readonly name: string
  readonly mimeType: 'text/csv' | 'text/markdown' | 'text/plain' | 'application/json'
  /** At most 8 MB as UTF-8. */
  readonly content: string
  /** What is in it, in one sentence. */
  readonly alt: string
}

export const text = (markdown: string): TextBlock => ({ kind: 'text', markdown })
export const note = (markdown: string): NoteBlock => ({ kind: 'note', markdown })
export const facts = (record: Readonly<Record<string, string>>): FactsBlock => ({
  kind: 'facts',
  facts: Object.entries(record).map(([label, value]) => ({ label, value })),
})
export const table = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): TableBlock => ({ kind: 'table', columns, rows })
export const rows = (...list: readonly Row[]): RowsBlock => ({ kind: 'rows', rows: list })
export const buttons = (...list: readonly Button[]): ButtonsBlock => ({
  kind: 'buttons',
  buttons: list,
})
export const chart = (drawn: Chart): ChartBlock => ({ kind: 'chart', chart: drawn })
export const file = (spec: Omit<FileBlock, 'kind'>): FileBlock => ({ kind: 'file', ...spec })
export const menu = (spec: Omit<MenuBlock, 'kind'>): MenuBlock => ({ kind: 'menu', ...spec })

/** Leaves out what is `undefined`, so that a card reads as a list. */
export const card = (...blocks: readonly (Block | undefined)[]): Card => ({
  blocks: blocks.filter(block => block !== undefined),
})
export const say = (markdown: string): Card => card(text(markdown))

/** For places that take neither pictures nor files: both in words. */
export const withoutPictures = ({ blocks }: Card): PlainCard => ({ blocks: blocks.map(inWords) })

function inWords(block: Block): PlainBlock {
  switch (block.kind) {
    case 'chart':
      return text(`**${block.chart.title}**\n${block.chart.summary}`)
    case 'file':
      return note(`${block.name}: ${block.alt}`)
    default:
      return block
  }
}
