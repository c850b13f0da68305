import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

const nearPx = 60

/** Keeps the end of a list in view while the reader is there, and leaves a reader who scrolled up alone. */
export function useFollowing(newest: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const isFollowing = useRef(true)
  const [isAway, setAway] = useState(false)

  const toEnd = (): void => {
    const list = scroller.current
    if (list !== null) list.scrollTop = list.scrollHeight
  }
  const follow = (): void => {
    isFollowing.current = true
    setAway(false)
    toEnd()
  }

  useEffect(() => {
    const list = scroller.current
    const inner = content.current
    if (list === null || inner === null) return undefined
    const onScroll = (): void => {
      const gap = list.scrollHeight - list.scrollTop - list.clientHeight
      isFollowing.current = gap < nearPx
      setAway(gap > 2 * nearPx)
    }
    const observer = new ResizeObserver(() => isFollowing.current && toEnd())
    observer.observe(inner)
    observer.observe(list)
    list.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      list.removeEventListener('scroll', onScroll)
    }
  }, [])

  useLayoutEffect(() => {
    if (isFollowing.current) toEnd()
  }, [newest])

  return { scroller, content, isAway, follow }
}
