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
export const menu = (spec: Omit<MenuBlock, 'kind'>): MenuBlock => ({ kind: 'menu', ...spec })

/** Leaves out what is `undefined`, so that a card reads as a list. */
export const card = (...blocks: readonly (Block | undefined)[]): Card => ({
  blocks: blocks.filter(block => block !== undefined),
})
export const say = (markdown: string): Card => card(text(markdown))
