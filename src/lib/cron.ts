interface Field {
  readonly from: number
  readonly to: number
  /** Short names count from `from` on. */
  readonly names: readonly string[]
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const DAYS = 'sun mon tue wed thu fri sat'.split(' ')

/** Minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). */
const fields: readonly Field[] = [
  { from: 0, to: 59, names: [] },
  { from: 0, to: 23, names: [] },
  { from: 1, to: 31, names: [] },
  { from: 1, to: 12, names: MONTHS },
  { from: 0, to: 7, names: DAYS },
]

const PART = /^(?:\*|(?<from>[a-z0-9]+)(?:-(?<to>[a-z0-9]+))?)(?:\/(?<step>\d+))?$/

/** Whether this is a timetable of five fields. */
export function isCron(expression: string): boolean {
  const parts = expression.trim().toLowerCase().split(/\s+/)
  return parts.length === fields.length && fields.every((field, at) => fits(field, parts[at] ?? ''))
}

const fits = (field: Field, list: string): boolean =>
  list.split(',').every(part => {
    const { groups } = PART.exec(part) ?? {}
    if (!groups) return false
    const from = toNumber(field, groups['from'], field.from)
    const to = toNumber(field, groups['to'], from)
    return from >= field.from && to <= field.to && from <= to && groups['step'] !== '0'
  })

function toNumber({ from, names }: Field, word: string | undefined, absent: number): number {
  if (word === undefined) return absent
  const named = names.indexOf(word)
  return named >= 0 ? named + from : Number(word)
}
