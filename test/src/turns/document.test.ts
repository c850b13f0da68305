import { expect, it } from 'vitest'
import { growingSummary, showDocument } from '../../../src/turns/document.ts'

const MARK = '=== DOCUMENT ==='
const long = `# The “Export” plan\n\n${'A line of the document.\n'.repeat(200)}`

it('keeps the summary for the chat and makes a long document a file named by its title', () => {
  const shown = showDocument(`Two lines.\nOf summary.\n\n${MARK}\n${long}`, 'PRD', 'long')

  expect(shown.text).toBe('Two lines.\nOf summary.')
  expect(shown.file).toMatchObject({ name: 'the-export-plan.md', mimeType: 'text/markdown' })
  expect(shown.file?.content).toBe(`${long.trim()}\n`)
  expect(shown.file?.alt).toBe('The “Export” plan: 1004 words of Markdown.')
})

it('shows a short document under its summary, or attaches it all the same', () => {
  const answer = `Summary.\n${MARK}\n# Title\n\nShort.`

  expect(showDocument(answer, 'PRD', 'long')).toEqual({ text: 'Summary.\n\n# Title\n\nShort.' })
  expect(showDocument(answer, 'Note', 'always')).toMatchObject({
    text: 'Summary.',
    file: { name: 'title.md', content: '# Title\n\nShort.\n' },
  })
})

it.each([
  ['in bold', '**=== DOCUMENT ===**'],
  ['as a heading', '## === Document ==='],
  ['in backticks', '`===DOCUMENT===`'],
])('knows the mark %s', (_how, mark) => {
  expect(showDocument(`Sum.\n\n${mark}\n\n# T\n\nX`, 'PRD', 'long').text).toBe('Sum.\n\n# T\n\nX')
})

it('takes a document out of the code block around it', () => {
  const answer = `Sum.\n${MARK}\n\`\`\`markdown\n# T\n\n\`\`\`sh\nls\n\`\`\`\n\`\`\``

  expect(showDocument(answer, 'PRD', 'always').file?.content).toBe('# T\n\n```sh\nls\n```\n')
})

it('shows the beginning of a long document that has no summary, and attaches all of it', () => {
  const { text, file } = showDocument(long, 'PRD', 'long')

  expect(text.length).toBeLessThan(1300)
  expect(text).toMatch(/document\.\n\n_…_$/)
  expect(file?.content).toBe(`${long.trim()}\n`)
})

it('says something where the model wrote no summary at all', () => {
  expect(showDocument(`${MARK}\n${long}`, 'PRD', 'long').text).toBe('The document is attached.')
})

it.each([
  ['with a summary', `Line one.\nLine two.\n\n${MARK}\n${long}`],
  ['with a short document', `Sum.\n${MARK}\n# T\n\nX`],
  ['without one', long],
  ['of one endless line', 'word '.repeat(1000)],
  ['that begins blank', `\n\n  Sum.\n${MARK}\nX`],
  ['of a long summary', `${'A summary that goes on.\n'.repeat(100)}${MARK}\n# T`],
])('never takes back what it has shown: an answer %s', (_what, answer) => {
  const { text } = showDocument(answer, 'PRD', 'long')
  let before = ''

  for (let length = 1; length <= answer.length; length += 7) {
    const now = growingSummary(answer.slice(0, length))
    expect(now.startsWith(before)).toBe(true)
    expect(text.startsWith(now)).toBe(true)
    expect(now).not.toContain('===')
    before = now
  }
})
