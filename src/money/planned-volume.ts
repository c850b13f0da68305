import { z } from 'zod'
import { BotError } from '../errors.ts'
import type { Usage } from '../ports/llm.ts'
import type { Form, FormField } from '../ui/form.ts'

/** As a person plans it. */
export interface Plan {
  /** A day. */
  readonly messages: number
  /** Tokens of one message, everything that is sent with it among them. */
  readonly tokensIn: number
  readonly tokensOut: number
  readonly cachedPercent: number
  /** In one message. */
  readonly images: number
}

/** What one of them uses. */
export type Message = Usage & { readonly images: number }

export const MOST = {
  messages: 1_000_000,
  tokensIn: 2_000_000,
  tokensOut: 500_000,
  cachedPercent: 100,
  images: 100,
} as const

type Field = keyof Plan

const names: Readonly<Record<Field, string>> = {
  messages: 'Messages a day',
  tokensIn: 'Tokens in a message',
  tokensOut: 'Tokens in an answer',
  cachedPercent: 'The cached share',
  images: 'Images a message',
}

const fieldNames = ['messages', 'tokensIn', 'tokensOut', 'cachedPercent', 'images'] as const

const least: Readonly<Record<Field, number>> = {
  messages: 1,
  tokensIn: 1,
  tokensOut: 1,
  cachedPercent: 0,
  images: 0,
}

/** @throws BotError `bad-option` with the fields that are out of bounds */
export function checkPlan(plan: Plan): Plan {
  const wrong = fieldNames.filter(field => !isWithin(field, plan[field]))
  if (wrong.length === 0) return plan
  const fields = Object.fromEntries(wrong.map(field => [field, boundsOf(field)]))
  throw new BotError('bad-option', Object.values(fields).join('\n'), { fields })
}

const isWithin = (field: Field, value: number): boolean =>
  Number.isInteger(value) && value >= least[field] && value <= MOST[field]

const boundsOf = (field: Field): string =>
  `${names[field]}: a whole number from ${least[field]} to ${MOST[field].toLocaleString('en-US')}.`

export const messageOf = ({ tokensIn, tokensOut, cachedPercent, images }: Plan): Message => ({
  inputTokens: tokensIn,
  cacheReadTokens: Math.floor((tokensIn * cachedPercent) / 100),
  cacheWriteTokens: 0,
  outputTokens: tokensOut,
  reasoningTokens: 0,
  images,
})

/** `200 messages a day, each with 1,500 tokens in (40 % cached) and 400 out` */
export function planWords({ messages, tokensIn, tokensOut, cachedPercent, images }: Plan): string {
  const of = (count: number) => count.toLocaleString('en-US')
  const pictures = images === 0 ? '' : `, ${images} ${images === 1 ? 'image' : 'images'}`
  return `${of(messages)} messages a day, each with ${of(tokensIn)} tokens in (${cachedPercent} % cached)${pictures} and ${of(tokensOut)} out`
}

export const planForm = (initial: Partial<Plan>): Form => ({
  id: 'calculate',
  title: 'What would it cost?',
  submitLabel: 'Calculate',
  state: '',
  sections: [
    {
      id: 'plan',
      title: 'Volumes',
      fields: [
        field('messages', initial, 'For the whole team'),
        field('tokensIn', initial, 'With all that is sent along; a page of text is about 700'),
        field('tokensOut', initial, 'A short answer is about 200'),
        field('cachedPercent', initial, 'In a hundred, of the tokens in'),
        field('images', initial, 'Most messages have none'),
      ],
    },
  ],
})

const field = (id: Field, initial: Partial<Plan>, hint: string): FormField => ({
  kind: 'text',
  id,
  label: names[id],
  hint,
  required: true,
  multiline: false,
  maxLength: 12,
  initial: String(initial[id] ?? (least[id] === 0 ? 0 : '')),
})

/** `1,500` is a number too. */
const typed = (field: Field) =>
  z
    .array(z.string())
    .default([])
    .transform(([words = '']) => words.trim().replaceAll(',', ''))
    .refine(digits => /^\d+$/.test(digits) && isWithin(field, Number(digits)), boundsOf(field))
    .transform(Number)

export const planInput = z.object({
  messages: typed('messages'),
  tokensIn: typed('tokensIn'),
  tokensOut: typed('tokensOut'),
  cachedPercent: typed('cachedPercent'),
  images: typed('images'),
})
