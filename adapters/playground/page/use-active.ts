import { useRef, useState } from 'preact/hooks'

/** Which item of a list the keyboard is on. Two keys may come before the page is drawn again, so `latest` is read by them. */
export function useActive(initial: number) {
  const [active, show] = useState(initial)
  const latest = useRef(initial)
  const setActive = (index: number): void => {
    latest.current = index
    show(index)
  }
  return { active, latest, setActive }
}
