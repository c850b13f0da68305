import { describe, expect, it } from 'vitest'
import { limitHeadings } from '../../../src/markdown/headings.ts'

describe('limitHeadings', () => {
  it.each([
    ['# One\n## Two\n### Three', '# One\n## Two\n### Three'],
    ['#### Four', '**Four**'],
    ['###### Six ######\n\ntext', '**Six**\n\ntext'],
    ['#### **Already** bold', '**Already bold**'],
    ['#### With `code` and _more_', '**With `code` and _more_**'],
    ['#### C#', '**C#**'],
    ['####', ''],
    ['####no heading', '####no heading'],
    ['####### seven', '####### seven'],
    ['- #### In a list', '- **In a list**'],
    ['> #### In a quote', '> **In a quote**'],
    ['#### Windows\r\ntext', '**Windows**\r\ntext'],
    ['```\n#### a comment\n```', '```\n#### a comment\n```'],
    ['~~~sh\n#### not closed', '~~~sh\n#### not closed'],
    ['    #### indented', '    #### indented'],
  ])('turns %j into %j', (text, expected) => {
    expect(limitHeadings(text)).toBe(expected)
  })

  it('keeps as many levels as it is told to', () => {
    expect(limitHeadings('# One\n## Two', 1)).toBe('# One\n**Two**')
  })
})
