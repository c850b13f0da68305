import { linesOf, readLine, topOfText } from './scan-lines.ts'

const heading = /^(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*(\r?\n)?$/

/** Turns headings deeper than the platform has into bold lines. */
export function limitHeadings(text: string, maxDepth = 3): string {
  if (!text.includes('#'.repeat(maxDepth + 1))) return text
  let state = topOfText
  const lines = linesOf(text).map(line => {
    const scanned = readLine(state, line)
    state = scanned.state
    return scanned.kind === 'heading' ? limitHeading(line, scanned.content, maxDepth) : line
  })
  return lines.join('')
}

function limitHeading(line: string, content: number, maxDepth: number): string {
  const [, marks = '', title = '', lineEnd = ''] = heading.exec(line.slice(content)) ?? []
  if (marks.length <= maxDepth) return line
  const plain = title.replaceAll('**', '').trim()
  return line.slice(0, content) + (plain === '' ? '' : `**${plain}**`) + lineEnd
}
