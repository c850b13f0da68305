import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { CheckIcon } from './icons.tsx'
import { useActive } from './use-active.ts'

export interface Choice {
  readonly label: string
  readonly value: string
  readonly detail?: string
}

export interface ListboxParts {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly multiple: boolean
  choose(value: string): void
}

/** A list to choose from with the keyboard; a long one can be searched. */
export function Listbox({ label, choices, chosen, multiple, choose }: ListboxParts) {
  const id = useId()
  const [search, setSearch] = useState('')
  const { active, latest, setActive } = useActive(0)
  const field = useRef<HTMLInputElement & HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const shown = choices.filter(choice => fits(choice, search))
  useLayoutEffect(() => {
    const first = choices.findIndex(({ value }) => chosen.includes(value))
    setActive(Math.max(first, 0))
    // what opens it is not visible yet
    requestAnimationFrame(() => field.current?.focus())
  }, [])
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [active, search])

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const current = shown[latest.current]
    const count = Math.max(shown.length, 1)
    if (step !== undefined) setActive((latest.current + step + count) % count)
    else if (event.key === 'Home') setActive(0)
    else if (event.key === 'End') setActive(shown.length - 1)
    else if (isChoosing(event, choices.length) && current) choose(current.value)
    else return
    event.preventDefault()
  }
  const control = {
    ref: field,
    'aria-controls': id,
    'aria-activedescendant': shown[active] ? `${id}-${active}` : undefined,
    onKeyDown,
  }

  return (
    <div class="listbox">
      {isLong(choices.length) && (
        <input
          {...control}
          class="listbox-search"
          type="search"
          aria-label={`Search: ${label}`}
          placeholder="Search…"
          value={search}
          onInput={event => {
            setSearch(event.currentTarget.value)
            setActive(0)
          }}
        />
      )}
      <div
        id={id}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multiple}
        tabIndex={isLong(choices.length) ? -1 : 0}
        class="listbox-list"
        {...(isLong(choices.length) ? {} : control)}
      >
        <div ref={list}>
          {shown.map((choice, index) => (
            <div
              key={choice.value}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={chosen.includes(choice.value)}
              data-active={index === active ? '' : undefined}
              class="listbox-option"
              onMouseMove={() => setActive(index)}
              onClick={() => choose(choice.value)}
              onKeyDown={onKeyDown}
            >
              <span class="listbox-check">{chosen.includes(choice.value) && <CheckIcon />}</span>
              <span class="listbox-text">
                <span>{choice.label}</span>
                {choice.detail && <small>{choice.detail}</small>}
              </span>
            </div>
          ))}
          {shown.length === 0 && <p class="listbox-none">Nothing fits “{search}”.</p>}
        </div>
      </div>
    </div>
  )
}

const isLong = (count: number): boolean => count > 10

/** In a search field, a space is a space. */
const isChoosing = (event: KeyboardEvent, count: number): boolean =>
  event.key === 'Enter' || (event.key === ' ' && !isLong(count))

const fits = ({ label, value, detail = '' }: Choice, search: string): boolean =>
  `${label} ${value} ${detail}`.toLowerCase().includes(search.trim().toLowerCase())
