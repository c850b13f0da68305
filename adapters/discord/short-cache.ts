/** Remembers what was loaded for a while; a load that failed is forgotten. */
export function createShortCache<T>(ttlMs: number, most = 5000) {
  const entries = new Map<string, { readonly until: number; readonly value: Promise<T> }>()

  return (key: string, load: () => Promise<T>): Promise<T> => {
    const known = entries.get(key)
    if (known && known.until > Date.now()) return known.value
    const value = load()
    entries.delete(key)
    entries.set(key, { until: Date.now() + ttlMs, value })
    if (entries.size > most) forgetOldest(entries)
    value.catch(() => entries.delete(key))
    return value
  }
}

export function forgetOldest(entries: Map<string, unknown>): void {
  const [oldest] = entries.keys()
  if (oldest !== undefined) entries.delete(oldest)
}
