import { isGiven, isJson, type Json } from './json.ts'

// A check returns what is wrong, worded and located as Slack does.
export type Check = (value: unknown, at: string) => string[]

export const problem = (what: string, at: string) => `[ERROR] ${what} [json-pointer:${at}]`

export const optional =
  (check: Check): Check =>
  (value, at) =>
    isGiven(value) ? check(value, at) : []

export const required =
  (check: Check): Check =>
  (value, at) =>
    isGiven(value) ? check(value, at) : [problem('missing required field', at)]

export const all =
  (...checks: readonly Check[]): Check =>
  (value, at) =>
    checks.flatMap(check => check(value, at))

export const rule =
  (holds: (value: Json) => boolean, what: string): Check =>
  (value, at) =>
    isJson(value) && !holds(value) ? [problem(what, at)] : []

export const text =
  (max: number, min = 1): Check =>
  (value, at) => {
    if (typeof value !== 'string') return [problem('must be a string', at)]
    if (value.length > max) return [problem(`must be less than ${max + 1} characters`, at)]
    return value.length < min ? [problem(`must be more than ${min - 1} characters`, at)] : []
  }

export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value, at) =>
    values.includes(value) ? [] : [problem(`must be one of ${values.join(', ')}`, at)]

export const flag: Check = (value, at) =>
  typeof value === 'boolean' ? [] : [problem('must be a boolean', at)]

export const number =
  (min: number, max: number): Check =>
  (value, at) =>
    typeof value === 'number' && value >= min && value <= max
      ? []
      : [problem(`must be a number from ${min} to ${max}`, at)]

export const anything: Check = () => []

export const list =
  (item: Check, max: number, min = 1): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return [problem('must be an array', at)]
    if (value.length > max) return [problem(`no more than ${max} items allowed`, at)]
    if (value.length < min) return [problem(`must have at least ${min} item`, at)]
    return value.flatMap((entry, index) => item(entry, `${at}/${index}`))
  }

export const shape =
  (fields: Record<string, Check>): Check =>
  (value, at) => {
    if (!isJson(value)) return [problem('must be an object', at)]
    const strangers = Object.keys(value)
      .filter(key => key !== 'type' && !(key in fields))
      .map(key => problem(`invalid additional property: ${key}`, at))
    const known = Object.entries(fields).flatMap(([key, check]) =>
      check(value[key], `${at}/${key}`),
    )
    return [...strangers, ...known]
  }

// Chosen lazily, because blocks may hold blocks.
export const byType =
  (table: () => Record<string, Check>): Check =>
  (value, at) => {
    if (!isJson(value)) return [problem('must be an object', at)]
    const check = table()[String(value['type'])]
    return check ? check(value, at) : [problem(`unsupported type: ${String(value['type'])}`, at)]
  }

const ofType =
  (type: string, check: Check): Check =>
  (value, at) =>
    isJson(value) && value['type'] !== type
      ? [problem(`must be of type ${type}`, `${at}/type`)]
      : check(value, at)

export const plain = (max: number, min = 1) =>
  ofType('plain_text', shape({ text: required(text(max, min)), emoji: optional(flag) }))

export const mrkdwn = (max: number, min = 1) =>
  ofType('mrkdwn', shape({ text: required(text(max, min)), verbatim: optional(flag) }))

export const anyText = (max: number): Check => {
  const table = { plain_text: plain(max), mrkdwn: mrkdwn(max) }
  return byType(() => table)
}
