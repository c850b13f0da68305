import { z } from 'zod'
import type { BotError } from '../errors.ts'
import { explain } from '../errors.ts'
import { formatCost } from '../money/format-money.ts'
import { type Card, card, note, say, text } from '../ui/card.ts'
import type { Form } from '../ui/form.ts'
import { seconds } from './compare-card.ts'
import type { EnabledEntry } from './workspaces.ts'

const LONGEST_QUESTION = 3000

/** One answer, next to the others. */
export interface Contestant {
  readonly name: string
  readonly text: string
  readonly isCut: boolean
  readonly error: BotError | undefined
  readonly costNano: bigint | undefined
  readonly latencyMs: number
}

export function questionForm(models: readonly EnabledEntry[], state: string): Form {
  const names = models.map(({ name }) => name).join(', ')
  return {
    id: 'compare.ask',
    title: 'Ask them the same',
    submitLabel: 'Ask',
    state,
    sections: [
      {
        id: 'question',
        title: names.slice(0, 75),
        fields: [
          {
            kind: 'text',
            id: 'question',
            label: 'Your question',
            hint: 'Each model answers it, and each answer is paid for',
            required: true,
            multiline: true,
            maxLength: LONGEST_QUESTION,
          },
        ],
      },
    ],
  }
}

export const questionInput = z.object({
  question: z
    .array(z.string())
    .default([])
    .transform(([typed = '']) => typed.trim())
    .pipe(z.string().min(1, 'Write a question.').max(LONGEST_QUESTION)),
})

/** @param written how many characters each has written so far */
export const underWayCard = (
  models: readonly EnabledEntry[],
  written: ReadonlyMap<string, number>,
): Card =>
  say(
    [
      'Asking…',
      ...models.map(({ model, name }) => {
        const length = written.get(model.id) ?? 0
        return `• **${name}**: ${length === 0 ? 'thinking' : `${length} characters so far`}`
      }),
    ].join('\n'),
  )

/** What all the answers together may be long, and what of the question is repeated. */
const ROOM = 4500
const SHOWN_QUESTION = 300

export function answersCard(question: string, answers: readonly Contestant[]): Card {
  const room = Math.floor(ROOM / answers.length)
  return card(
    text(headline(answers)),
    note(`The question: ${cutAt(question, SHOWN_QUESTION)}`),
    ...answers.flatMap(answer => [
      text(`**${answer.name}**`),
      text(body(answer, room)),
      paid(answer),
    ]),
  )
}

function headline(answers: readonly Contestant[]): string {
  const answered = answers.filter(({ error }) => !error)
  const [fastest] = [...answered].sort((a, b) => a.latencyMs - b.latencyMs)
  if (!fastest) return 'None of them answered.'
  const priced = answered.flatMap(({ name, costNano }) =>
    costNano === undefined ? [] : [{ name, costNano }],
  )
  const [cheapest] = priced.sort(
    (a, b) => Number(a.costNano > b.costNano) - Number(a.costNano < b.costNano),
  )
  const quick = `**${fastest.name}** was fastest (${seconds(fastest.latencyMs)})`
  if (!cheapest) return `${quick}.`
  return `${quick}, **${cheapest.name}** cheapest (${formatCost(cheapest.costNano)}).`
}

function body({ text: answer, error }: Contestant, room: number): string {
  if (error && answer === '') return explain(error, '').sentence
  return cutAt(answer, room)
}

function paid({ costNano, latencyMs, isCut, error, text: answer }: Contestant) {
  const remarks = [
    formatCost(costNano),
    seconds(latencyMs),
    ...(isCut ? ['its longest answer was reached'] : []),
    ...(error && answer !== '' ? [explain(error, '').sentence] : []),
  ]
  return note(remarks.join(' · '))
}

/** Whole characters; what is left out is said. */
function cutAt(words: string, room: number): string {
  const characters = [...words]
  if (characters.length <= room) return words
  return `${characters.slice(0, room).join('')}… _(${characters.length - room} more characters)_`
}
