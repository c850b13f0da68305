import { useState } from 'preact/hooks'
import type { FieldChoice } from '../../../src/ui/form.ts'
import type { Control } from './field-view.tsx'
import { toggled } from './menu-view.tsx'

export interface ManyParts {
  readonly label: string
  readonly choices: readonly FieldChoice[]
  readonly values: readonly string[]
  readonly control: Control
  change(values: readonly string[]): void
}

/** Boxes to tick; a long list can be searched, what is ticked stays in sight. */
export function ManyChoices({ label, choices, values, control, change }: ManyParts) {
  const [search, setSearch] = useState('')
  const isLong = choices.length > 10
  const shown = choices.filter(
    choice => values.includes(choice.value) || fits(choice, search.toLowerCase()),
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside the row would repeat its label
    <div {...control} role="group" aria-labelledby={`${control.id}-label`} class="choices many">
      {isLong && (
        <input
          type="search"
          class="field"
          aria-label={`Search: ${label}`}
          placeholder={`Search ${choices.length}…`}
          value={search}
          onInput={event => setSearch(event.currentTarget.value)}
        />
      )}
      <div class="choices-list">
        {shown.map(({ label: name, value, detail }) => (
          <label key={value} class="choice">
            <input
              type="checkbox"
              checked={values.includes(value)}
              onChange={() => change(toggled(values, value))}
            />
            <span>
              {name}
              {detail && <small>{detail}</small>}
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}

const fits = ({ label, value, detail = '' }: FieldChoice, search: string): boolean =>
  `${label} ${value} ${detail}`.toLowerCase().includes(search)
