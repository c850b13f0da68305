/** Full days of use that a forecast needs. */
export const ENOUGH_DAYS = 14
/** Older ones say little about next week. */
export const HISTORY_DAYS = 28
const DRAWS = 200

export interface DaySpend {
  /** ISO day. */
  readonly day: string
  readonly costNano: bigint
}

export interface Outlook {
  /** Full days before today, in order, without gaps; at most `HISTORY_DAYS` of them count. */
  readonly history: readonly DaySpend[]
  readonly today: DaySpend
  /** What the window had used before today. */
  readonly spentBeforeNano: bigint
  /** The window's last day, or the last one to look at. */
  readonly lastDay: string
}

/** What will have been spent at the end of a day. */
export interface Reach {
  readonly day: string
  readonly lowNano: bigint
  readonly midNano: bigint
  readonly highNano: bigint
}

export type Forecast =
  /** Day by day, today first. Four times of five the truth lies within the band. */
  | { readonly kind: 'forecast'; readonly path: readonly Reach[]; readonly end: Reach }
  /** Too few days for more than an average. */
  | { readonly kind: 'run-rate'; readonly days: number; readonly perDayNano: bigint }

/** What a window will have used: each coming day as the median of its weekday, with how far days strayed from theirs. */
export function forecast({ history, today, spentBeforeNano, lastDay }: Outlook): Forecast {
  const known = history.slice(-HISTORY_DAYS)
  if (known.length < ENOUGH_DAYS) return runRate(known, today)
  const usual = weekdayMedians(known)
  const strays = known.map(({ day, costNano }) => costNano - usual(day))
  const days = daysFrom(today.day, lastDay)
  const expected = days.map(usual)
  const paths = draws(strays, expected, today.costNano)
  const middle = runningSums(expected, today.costNano)
  const path = days.map((day, index) => {
    const sums = paths.map(sum => sum[index] ?? 0n).sort(ascending)
    const mid = middle[index] ?? 0n
    return {
      day,
      lowNano: spentBeforeNano + least(mid, sums[Math.floor(DRAWS * 0.1)] ?? mid),
      midNano: spentBeforeNano + mid,
      highNano: spentBeforeNano + most(mid, sums[Math.ceil(DRAWS * 0.9) - 1] ?? mid),
    }
  })
  const end = path.at(-1)
  return end ? { kind: 'forecast', path, end } : runRate(known, today)
}

function runRate(known: readonly DaySpend[], today: DaySpend): Forecast {
  const days = known.length > 0 ? known : [today]
  const spent = days.reduce((sum, { costNano }) => sum + costNano, 0n)
  return { kind: 'run-rate', days: known.length, perDayNano: spent / BigInt(days.length) }
}

export interface Breach {
  /** When the band's upper edge gets there. */
  readonly earliest: string
  /** Absent where the window ends before. */
  readonly expected?: string
}

/** The first days on which a limit is reached. */
export function breachOf(path: readonly Reach[], limitNano: bigint): Breach | undefined {
  const earliest = path.find(({ highNano }) => highNano >= limitNano)?.day
  const expected = path.find(({ midNano }) => midNano >= limitNano)?.day
  return earliest === undefined ? undefined : { earliest, ...(expected && { expected }) }
}

/** A weekday never seen is like all days together. */
function weekdayMedians(known: readonly DaySpend[]): (day: string) => bigint {
  const overall = median(known.map(({ costNano }) => costNano))
  const byWeekday = new Map<number, bigint[]>()
  for (const { day, costNano } of known) {
    const weekday = weekdayOf(day)
    byWeekday.set(weekday, [...(byWeekday.get(weekday) ?? []), costNano])
  }
  const medians = new Map([...byWeekday].map(([weekday, costs]) => [weekday, median(costs)]))
  return day => medians.get(weekdayOf(day)) ?? overall
}

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

function median(values: readonly bigint[]): bigint {
  const sorted = [...values].sort(ascending)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0n
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0n) + upper) / 2n
}

/** Sums after each day, of what may come: each day strays as some known day did. The same question gives the same answer. */
function draws(
  strays: readonly bigint[],
  expected: readonly bigint[],
  spentToday: bigint,
): readonly (readonly bigint[])[] {
  const random = randomIndex(strays.length)
  return Array.from({ length: DRAWS }, () =>
    runningSums(
      expected.map(cost => most(0n, cost + (strays[random()] ?? 0n))),
      spentToday,
    ),
  )
}

/** Today has already cost what it has cost. */
function runningSums(costs: readonly bigint[], spentToday: bigint): readonly bigint[] {
  let sum = 0n
  return costs.map((cost, index) => {
    sum += index === 0 ? most(cost, spentToday) : cost
    return sum
  })
}

/** Mulberry32, always from the same seed. */
function randomIndex(size: number): () => number {
  let state = 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % size
  }
}

export function daysFrom(first: string, last: string): readonly string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = nextDay(day)) days.push(day)
  return days
}

const nextDay = (day: string): string => addDays(day, 1)

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
