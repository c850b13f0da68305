import { useEffect, useReducer, useRef } from 'preact/hooks'

/** A value that components follow. */
export interface Store<Value> {
  get(): Value
  set(value: Value): void
  follow(see: () => void): () => void
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const followers = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const see of [...followers]) see()
    },
    follow(see) {
      followers.add(see)
      return () => followers.delete(see)
    },
  }
}

/** Draws again when the part that `select` takes has changed. */
export function useStore<Value, Part>(store: Store<Value>, select: (value: Value) => Part): Part {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const part = select(store.get())
  const latest = useRef({ part, select })
  latest.current = { part, select }
  useEffect(() => {
    const check = (): void => {
      const now = latest.current.select(store.get())
      if (!Object.is(now, latest.current.part)) redraw(undefined)
    }
    check()
    return store.follow(check)
  }, [store])
  return part
}
