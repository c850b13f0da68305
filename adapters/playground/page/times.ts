const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })

export const toClock = (at: number): string => clock.format(at)
export const toFull = (at: number): string => full.format(at)

export const isSameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString()

export function toDay(at: number, now = Date.now()): string {
  if (isSameDay(at, now)) return 'Today'
  return isSameDay(at, now - 86_400_000) ? 'Yesterday' : day.format(at)
}

export function toSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
