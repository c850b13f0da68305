import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, options)
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** Where a node stands in the text that was parsed. */
export function spanOf(node: { position?: Root['position'] }): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}
