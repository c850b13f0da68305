/** Does the works of one key one after the other, so that what arrives first is handed on first. */
export function createLanes(onError: (error: unknown) => void) {
  const last = new Map<string, Promise<void>>()
  return (key: string, work: () => Promise<void>): void => {
    const before = last.get(key) ?? Promise.resolve()
    const now = before.then(work).catch(onError)
    last.set(key, now)
    void now.then(() => {
      if (last.get(key) === now) last.delete(key)
    })
  }
}
