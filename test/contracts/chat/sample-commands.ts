import { z } from 'zod'
import { defineCommand, defineForm, option } from '../../../src/bot/index.ts'
import { buttons, type Card, card, chart, file, menu, say, text } from '../../../src/ui/card.ts'
import type { Form, TextField } from '../../../src/ui/form.ts'

const counter = (count: number): Card =>
  card(
    text(`The count is ${count}.`),
    buttons({ label: 'One more', action: 'counter.more', value: String(count + 1) }),
    menu({
      action: 'counter.set',
      value: 'set',
      placeholder: 'Set it to',
      options: ['ten', 'twenty'].map(label => ({ label, value: `value of ${label}` })),
    }),
  )

/** A card with a button that redraws it and a menu. */
export const counterCommand = defineCommand({
  path: 'counter',
  summary: 'Counts',
  who: 'member',
  options: z.object({ start: option.integer('Where to begin', 0, 100).default(0) }),
  run: (_context, { start }) => counter(start),
  actions: {
    'counter.more': {
      kind: 'replace',
      who: 'member',
      run: (_context, value) => counter(Number(value)),
    },
    'counter.set': {
      kind: 'private',
      who: 'member',
      run: (_context, value, chosen) => say(`Chosen: ${value}, ${chosen.join('+')}.`),
    },
  },
})

const field = (id: string, label: string, initial?: string): TextField => ({
  kind: 'text',
  id,
  label,
  required: true,
  multiline: false,
  maxLength: 80,
  ...(initial !== undefined && { initial }),
})

const number = z.tuple([z.string().regex(/^\d+$/, 'Write a number.')])

/** A form of two fields. */
export const surveyCommand = defineCommand({
  path: 'survey',
  summary: 'Asks two things',
  who: 'member',
  options: z.object({}),
  form: 'survey',
  run: () => say('never'),
  forms: {
    survey: defineForm({
      who: 'member',
      input: z.object({ name: z.tuple([z.string()]), age: number }),
      build: (): Form => ({
        id: 'survey',
        title: 'A survey',
        submitLabel: 'Send',
        state: 'the state',
        sections: [
          { id: 's', title: 'You', fields: [field('name', 'Name', 'Nobody'), field('age', 'Age')] },
        ],
      }),
      submit: (_context, { name, age }, state) =>
        say(`Thank you, ${name[0]} of ${age[0]} with ${state}.`),
    }),
  },
})

/** A form of eight fields in two sections. */
export const censusCommand = defineCommand({
  path: 'census',
  summary: 'Asks eight things',
  who: 'member',
  options: z.object({}),
  form: 'census',
  run: () => say('never'),
  forms: {
    census: defineForm({
      who: 'member',
      input: z.record(z.string(), z.array(z.string())),
      build: (): Form => ({
        id: 'census',
        title: 'A census',
        submitLabel: 'Send',
        state: '',
        sections: ['First', 'Second'].map(title => ({
          id: title,
          title: `${title} half`,
          fields: [1, 2, 3, 4].map(index =>
            field(`${title}${index}`, `${title} ${index}`, `as it was ${index}`),
          ),
        })),
      }),
      submit: (_context, input) => say(`Counted ${Object.keys(input).length}.`),
    }),
  },
})

export const figures = (): Card =>
  card(
    text('The figures of two days.'),
    chart({
      form: 'stacked',
      title: 'Spent by day',
      unit: 'usd',
      labels: ['Mon', 'Tue'],
      series: [
        { name: 'GPT-5', values: [20_000_000n, 45_000_000n] },
        { name: 'Claude', values: [5_000_000n, 0n] },
      ],
      summary: 'Tuesday was the dearest day, with $0.0450.',
    }),
    file({
      name: 'figures.csv',
      mimeType: 'text/csv',
      content: 'day,usd\nMon,0.025\nTue,0.045\n',
      alt: 'Two days, a line each.',
    }),
  )

/** A picture and a file. */
const figuresCommand = defineCommand({
  path: 'figures',
  summary: 'Shows figures',
  who: 'member',
  options: z.object({}),
  run: figures,
})

export const sampleCommands = [counterCommand, surveyCommand, censusCommand, figuresCommand]
