import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstSegment, type Moment, nextStep } from '../../../adapters/slack/segment.ts'

interface Written {
  readonly length: number
  readonly ageMs: number
}

/** Streams a text as it arrives and gives the messages it became. */
function stream(text: string, arrivals: readonly Written[]): string[] {
  const messages = ['']
  let segment = firstSegment
  const take = (raw: string, moment: Moment) => {
    for (let step = nextStep(raw, segment, moment); step; step = nextStep(raw, segment, moment)) {
      messages[messages.length - 1] += step.text
      segment = step.next
      if (step.endsMessage) messages.push('')
      if (step.endsMessage && moment.ageMs > 0) return
    }
  }
  for (const { length, ageMs } of arrivals)
    take(text.slice(0, length), { isFinal: false, ageMs: messages.at(-1) === '' ? 0 : ageMs })
  take(text, { isFinal: true, ageMs: 0 })
  return messages.filter(message => message !== '')
}

const block = fc.oneof(
  fc.constant('A paragraph of some words, that goes on for a while.\n\n'),
  fc.integer({ min: 1, max: 3_000 }).map(count => `${'word '.repeat(count)}\n\n`),
  fc
    .integer({ min: 1, max: 400 })
    .map(count => `\`\`\`ts\n${'const a = 1\n'.repeat(count)}\`\`\`\n\n`),
  fc
    .integer({ min: 1, max: 400 })
    .map(count => `| a | b |\n| --- | --- |\n${'| one | two |\n'.repeat(count)}\n`),
  fc.integer({ min: 1, max: 300 }).map(count => `${'- item with text\n'.repeat(count)}\n`),
  fc.constant(`${'x'.repeat(15_000)}\n\n`),
)

const texts = fc.array(block, { minLength: 1, maxLength: 12 }).map(blocks => blocks.join(''))
const arrivals = fc
  .array(
    fc.record({ length: fc.nat(60_000), ageMs: fc.constantFrom(0, 1_000, 210_000, 240_000) }),
    {
      maxLength: 20,
    },
  )
  .map(list => list.toSorted((one, other) => one.length - other.length))

const fences = (message: string) => (message.match(/^```/gm) ?? []).length

describe('a streamed text', () => {
  it('keeps every message below Slack’s limit, in whole code blocks, and loses no word', () => {
    fc.assert(
      fc.property(texts, arrivals, (text, list) => {
        const messages = stream(text, list)

        expect(Math.max(...messages.map(message => message.length))).toBeLessThanOrEqual(12_000)
        expect(messages.map(message => fences(message) % 2)).toEqual(messages.map(() => 0))
        const count = (given: string, word: RegExp) => (given.match(word) ?? []).length
        for (const word of [/word\b/g, /const\b/g, /\bone\b/g, /\bitem\b/g, /x/g])
          expect(count(messages.join(''), word)).toBe(count(text, word))
      }),
      { numRuns: 300 },
    )
  })

  it('ends at a paragraph when the stream gets old', () => {
    const text = 'One paragraph.\n\nAnother one that is still being wri'

    const step = nextStep(text, firstSegment, { isFinal: false, ageMs: 210_000 })

    expect(step).toMatchObject({ text: 'One paragraph.\n\n', endsMessage: true })
  })

  it('ends wherever it is before Slack would end it', () => {
    const text = 'One paragraph that never e'

    const step = nextStep(text, firstSegment, { isFinal: false, ageMs: 236_000 })

    expect(step).toMatchObject({ text: 'One paragraph that never ', endsMessage: true })
  })
})
