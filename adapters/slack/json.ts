/** Something from Slack that nobody has checked yet. */
export type Json = Readonly<Record<string, unknown>>

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asJson = (value: unknown): Json => (isJson(value) ? value : {})

/** What is found by going down these keys. */
export const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => asJson(inner)[key], value)

/** Text by going down these keys, '' where there is none. */
export function textAt(value: unknown, ...keys: readonly string[]): string {
  const found = at(value, ...keys)
  return typeof found === 'string' ? found : ''
}

export function listAt(value: unknown, ...keys: readonly string[]): readonly Json[] {
  const found = at(value, ...keys)
  return Array.isArray(found) ? found.map(asJson) : []
}

export function textsAt(value: unknown, ...keys: readonly string[]): readonly string[] {
  const found = at(value, ...keys)
  return Array.isArray(found) ? found.filter(one => typeof one === 'string') : []
}

export function numberAt(value: unknown, ...keys: readonly string[]): number {
  const found = at(value, ...keys)
  return typeof found === 'number' ? found : 0
}
