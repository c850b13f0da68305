import type { RefObject } from 'preact'
import { useEffect, useId, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { Spot } from '../protocol.ts'
import { suggest } from './api.ts'
import {
  type Completion,
  type CompletionItem,
  complete,
  toValueItem,
  type Vocabulary,
} from './complete.ts'
import { type World, world } from './state.ts'
import { useStore } from './store.ts'
import { useActive } from './use-active.ts'

export interface CompletionParts {
  readonly spot: Spot
  readonly text: string
  readonly field: RefObject<HTMLTextAreaElement | null>
  write(text: string, caret: number): void
}

export type Completing = ReturnType<typeof useCompletion>

/** What could be typed next, and the keys that choose it. */
export function useCompletion({ spot, text, field, write }: CompletionParts) {
  const id = useId()
  const words = useVocabulary()
  const [closedAt, setClosedAt] = useState<string>()
  const caret = field.current?.selectionStart ?? text.length
  const completion =
    closedAt === text ? undefined : complete(text, Math.min(caret, text.length), words)
  const suggested = useSuggestions(spot, completion)
  const items = [...suggested, ...(completion?.items ?? [])]
  const { active, latest, setActive } = useActive(-1)
  const first = completion === undefined || completion.kind === 'value' ? -1 : 0
  useLayoutEffect(() => setActive(first), [text, first])

  const accept = (item: CompletionItem): void => {
    if (completion === undefined) return
    const head = text.slice(0, completion.from) + item.insert
    write(head + text.slice(completion.to), head.length)
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (completion === undefined) return false
    const typed = text.slice(completion.from).trim()
    const act = keyAction(event, { typed, items, active: latest.current })
    if (act === undefined) return false
    event.preventDefault()
    if (act.kind === 'close') setClosedAt(text)
    if (act.kind === 'move') setActive(act.to)
    if (act.kind === 'accept') accept(act.item)
    return true
  }
  const isOpen = completion !== undefined && (items.length > 0 || completion.command !== undefined)
  return {
    id,
    isOpen,
    completion,
    items,
    active,
    accept,
    onKeyDown,
    setActive,
    field: {
      'aria-autocomplete': 'list' as const,
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': isOpen && active >= 0 ? `${id}-${active}` : undefined,
    },
  }
}

interface KeyState {
  /** What a choice would replace. */
  readonly typed: string
  readonly items: readonly CompletionItem[]
  readonly active: number
}

type KeyAction =
  | { readonly kind: 'close' }
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'accept'; readonly item: CompletionItem }

function keyAction(
  event: KeyboardEvent,
  { typed, items, active }: KeyState,
): KeyAction | undefined {
  if (event.key === 'Escape') return { kind: 'close' }
  if (items.length === 0) return undefined
  if (event.key === 'ArrowDown') return { kind: 'move', to: (active + 1) % items.length }
  if (event.key === 'ArrowUp')
    return { kind: 'move', to: active < 1 ? items.length - 1 : active - 1 }
  return acceptAction(event, { typed, items, active })
}

function acceptAction(event: KeyboardEvent, { typed, items, active }: KeyState) {
  const item = items[Math.max(active, 0)]
  if (event.key === 'Tab' && !event.shiftKey && item) return { kind: 'accept', item } as const
  const isEnter = event.key === 'Enter' && !event.shiftKey
  return isEnter && active >= 0 && item && !isTyped(item, typed)
    ? ({ kind: 'accept', item } as const)
    : undefined
}

/** What is whole and needs nothing more is sent, not completed. */
const isTyped = (item: CompletionItem, typed: string): boolean =>
  item.label === typed && !item.usage?.includes('<')

function useVocabulary(): Vocabulary {
  const now = useStore(world, value => value)
  return useMemo(() => toVocabulary(now), [now?.commands, now?.people, now?.channels])
}

const toVocabulary = (now: World | undefined): Vocabulary => ({
  commands: now?.commands ?? [],
  people: now === undefined ? [] : [now.bot, ...now.people].map(({ name }) => name),
  channels: now?.channels.map(({ name }) => name) ?? [],
})

const patienceMs = 80

function useSuggestions(spot: Spot, completion: Completion | undefined): readonly CompletionItem[] {
  const [items, setItems] = useState<readonly CompletionItem[]>([])
  const ask = completion?.ask
  const key = ask && `${ask.command} ${ask.option} ${ask.typed}`
  useEffect(() => {
    if (ask === undefined) {
      setItems([])
      return undefined
    }
    let isCurrent = true
    const timer = setTimeout(async () => {
      const found = await suggest(spot, ask)
      if (isCurrent) setItems(found.map(({ label, value }) => toValueItem(label, value)))
    }, patienceMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [key])
  return ask === undefined ? [] : items
}
