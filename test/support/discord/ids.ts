const discordEpochMs = 1_420_070_400_000n
let last = 0n

/** A snowflake later than every one before it, so ids sort by time as Discord's do. */
export function newId(): string {
  const now = (BigInt(Date.now()) - discordEpochMs) << 22n
  last = now > last ? now : last + 1n
  return last.toString()
}

/** Orders ids by time. */
export function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b))
}
