import { toPlainText } from '../markdown/plain.ts'
import { type FileBlock, file } from '../ui/card.ts'

/** A model may set it in bold or as a heading, or wrap it in backticks. */
const MARK = /^[ \t]*[*_`#]*[ \t]*={2,}[ \t]*document[ \t]*={2,}[ \t]*[*_`]*[ \t]*$/im
/** What stands in the chat as it is. */
const SHORT = 2500
/** How much of a document without a summary is shown for one. */
const PREVIEW = 1200
/** Where the summary alone would say nothing. */
const ATTACHED = 'The document is attached.'

export interface ShownDocument {
  readonly text: string
  readonly file?: FileBlock
}

/** The summary as far as it has come; it only ever grows. */
export function growingSummary(soFar: string): string {
  const textSoFar = soFar.trimStart()
  const { summary, document } = split(textSoFar)
  if (document !== undefined) return summary
  // the last line may yet turn out to be the mark
  const complete = textSoFar.slice(0, textSoFar.lastIndexOf('\n') + 1)
  return wholeLines(complete, PREVIEW)
}

/** What stands in the chat and what is attached to it. */
export function showDocument(answer: string, name: string, when: 'long' | 'always'): ShownDocument {
  const { summary, document } = split(answer.trim())
  if (document === undefined) return withoutSummary(answer.trim(), name, when)
  if (document === '') return { text: summary }
  if (when === 'long' && document.length <= SHORT) {
    return { text: summary === '' ? document : `${summary}\n\n${document}` }
  }
  return { text: summary || ATTACHED, file: toFile(document, name) }
}

function withoutSummary(answer: string, name: string, when: 'long' | 'always'): ShownDocument {
  const isShort = answer.length <= SHORT
  const preview = wholeLines(answer, PREVIEW)
  const text = isShort ? answer : preview && `${preview}\n\n_…_`
  return isShort && when === 'long'
    ? { text }
    : { text: text || ATTACHED, file: toFile(answer, name) }
}

function split(text: string): { readonly summary: string; readonly document?: string } {
  const mark = MARK.exec(text)
  if (!mark) return { summary: text }
  return {
    summary: text.slice(0, mark.index).trimEnd(),
    document: unfenced(text.slice(mark.index + mark[0].length).trim()),
  }
}

/** Some put the whole document into a code block, whatever they were told. */
const unfenced = (document: string): string =>
  /^```(?:markdown|md)?\n(?<inside>[\s\S]*)\n```$/.exec(document)?.groups?.['inside'] ?? document

/** As many lines as fit; of a first line that is longer nothing. */
function wholeLines(text: string, most: number): string {
  if (text.length <= most) return text.trimEnd()
  return text.slice(0, text.lastIndexOf('\n', most) + 1).trimEnd()
}

function toFile(document: string, name: string): FileBlock {
  const title = titleOf(document) ?? name
  const words = document.split(/\s+/).length
  return file({
    name: `${slug(title) || 'document'}.md`,
    mimeType: 'text/markdown',
    content: `${document.trimEnd()}\n`,
    alt: `${title}: ${words} words of Markdown.`,
  })
}

const titleOf = (document: string): string | undefined => {
  const heading = /^#\s+(?<title>.+)$/m.exec(document)?.groups?.['title']
  return heading === undefined ? undefined : toPlainText(heading)
}

/** Letters of every script stay. */
const slug = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
