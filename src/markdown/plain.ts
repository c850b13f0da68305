import type { Nodes } from 'mdast'
import { graphemeBoundary } from './grapheme.ts'
import { neutraliseMentions } from './neutralise.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { plainText } from './plain-nodes.ts'

const longestPlain = 300
const longestRead = 1500
const noTitle = 'New conversation'
const hidden = /[\u200b\u2060\ufeff]/g
const sentence = /^.{8,}?(?:[.!?؟](?=\s)|[。！？])/u

/** At most 300 characters on one line, without Markdown and unable to notify anybody. */
export function toPlainText(markdown: string): string {
  const blocks = plainBlocks(markdown.slice(0, longestRead))
  const text = neutraliseMentions(blocks.join(' ').replace(/\s+/g, ' ').trim())
  return shorten(text, longestPlain)
}

/** What to call the thread that begins with this question: its first sentence, never empty. */
export function titleFrom(question: string, maxLength = 80): string {
  const blocks = plainBlocks(withoutMentions(question.slice(0, longestRead)))
  const lines = blocks.flatMap(block => withoutMentions(block).split('\n')).map(tidy)
  const line = lines.find(text => /[\p{L}\p{N}\p{S}]/u.test(text)) ?? noTitle
  const first = sentence.exec(line)?.[0] ?? line
  return shorten(first.replace(/[.。:]$/, ''), maxLength)
}

const tidy = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.!?-]+/, '')
    .trim()

function withoutMentions(text: string): string {
  return text
    .replace(hidden, '')
    .replace(/<#[A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .replace(/<[a-z]+:[^|>\s]+\|([^>]+)>/g, '$1')
    .replace(/<(?:@[!&]?|#)\w+(?:\|[^>]*)?>|<!\w+(?:[|^][^>]*)?>/g, ' ')
    .replace(/@(?:everyone|here|channel)\b/gi, ' ')
}

/** The text of each paragraph, heading, item, row and code block. */
function plainBlocks(markdown: string): string[] {
  const blocks: string[] = []
  collect(parseMarkdown(markdown), blocks)
  return blocks.filter(block => block.trim() !== '')
}

const leaves = new Set<string>(['paragraph', 'heading', 'code'])

function collect(node: Nodes, blocks: string[]): void {
  if (leaves.has(node.type)) blocks.push(plainText(node))
  else if (node.type === 'tableRow') blocks.push(plainText(node, ', '))
  else if ('children' in node) for (const child of node.children) collect(child, blocks)
}

/** Ends on a word, if there is one in the second half. */
function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const end = graphemeBoundary(text, maxLength - 1)
  const cut = text.slice(0, end)
  const space = text.charAt(end) === ' ' ? end : cut.lastIndexOf(' ')
  const words = space > maxLength / 2 ? cut.slice(0, space) : cut
  return `${words.replace(/[\s,;:.!?-]+$/u, '')}…`
}
