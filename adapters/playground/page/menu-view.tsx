import { useState } from 'preact/hooks'
import type { MenuBlock } from '../../../src/ui/card.ts'
import type { Pressing } from './card-view.tsx'
import { ChevronIcon } from './icons.tsx'
import { Listbox } from './listbox.tsx'
import { Popover } from './popover.tsx'

interface MenuParts {
  readonly block: MenuBlock
  readonly pressing: Pressing
}

export function MenuView({ block, pressing }: MenuParts) {
  const selected = block.options.filter(option => option.selected).map(option => option.value)
  const labels = block.options.filter(option => option.selected).map(option => option.label)
  return (
    <div class="menu">
      <Popover
        buttonClass="button select"
        label={`${block.placeholder}${labels.length > 0 ? `: ${labels.join(', ')}` : ''}`}
        isDisabled={pressing.isBusy}
        face={
          <>
            <span class="select-text">{labels.join(', ') || block.placeholder}</span>
            <ChevronIcon />
          </>
        }
      >
        {close =>
          block.multiple ? (
            <Several block={block} pressing={pressing} selected={selected} close={close} />
          ) : (
            <Listbox
              label={block.placeholder}
              choices={block.options}
              chosen={selected}
              multiple={false}
              choose={value => {
                close()
                pressing.press({ action: block.action, value: block.value, chosen: [value] })
              }}
            />
          )
        }
      </Popover>
    </div>
  )
}

interface SeveralParts extends MenuParts {
  readonly selected: readonly string[]
  close(): void
}

function Several({ block, pressing, selected, close }: SeveralParts) {
  const [chosen, setChosen] = useState(selected)
  const apply = (): void => {
    close()
    pressing.press({ action: block.action, value: block.value, chosen })
  }
  return (
    <>
      <Listbox
        label={block.placeholder}
        choices={block.options}
        chosen={chosen}
        multiple
        choose={value => setChosen(toggled(chosen, value))}
      />
      <div class="popover-foot">
        <span>{chosen.length} chosen</span>
        <button type="button" class="button primary" onClick={apply}>
          Apply
        </button>
      </div>
    </>
  )
}

export const toggled = (values: readonly string[], value: string): string[] =>
  values.includes(value) ? values.filter(one => one !== value) : [...values, value]
