import type { ComponentChildren } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'

export interface PopoverParts {
  /** What the button shows. */
  readonly face: ComponentChildren
  readonly buttonClass: string
  readonly label?: string
  readonly align?: 'start' | 'end'
  readonly isDisabled?: boolean
  /** Drawn while open; `close` gives the focus back to the button. */
  children(close: () => void): ComponentChildren
}

/** A button and what it opens, in the browser's top layer: Escape and a click elsewhere close it. */
export function Popover(parts: PopoverParts) {
  const id = `popover-${useId()}`
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)

  const close = (): void => {
    panel.current?.hidePopover()
    button.current?.focus()
  }
  const toggle = (event: ToggleEvent): void => {
    const isOpening = event.newState === 'open'
    if (isOpening && button.current && panel.current) {
      place(panel.current, button.current, parts.align ?? 'start')
    }
    setOpen(isOpening)
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        class={parts.buttonClass}
        popoverTarget={id}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-label={parts.label}
        disabled={parts.isDisabled ?? false}
      >
        {parts.face}
      </button>
      <div id={id} ref={panel} popover="auto" class="popover" onBeforeToggle={toggle}>
        {isOpen && parts.children(close)}
      </div>
    </>
  )
}

const gap = 6

/** Below the button where there is room, else above; never beyond the edge. */
function place(panel: HTMLElement, button: HTMLElement, align: 'start' | 'end'): void {
  const box = button.getBoundingClientRect()
  const below = innerHeight - box.bottom
  const isBelow = below > 340 || below > box.top
  const { style } = panel
  style.setProperty('top', isBelow ? `${box.bottom + gap}px` : 'auto')
  style.setProperty('bottom', isBelow ? 'auto' : `${innerHeight - box.top + gap}px`)
  style.setProperty('max-height', `${Math.min(420, (isBelow ? below : box.top) - 2 * gap)}px`)
  style.setProperty('min-width', `${Math.min(box.width, 320)}px`)
  const width = Math.min(340, innerWidth - 16)
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8))
  style.setProperty('left', align === 'end' ? 'auto' : `${left}px`)
  style.setProperty('right', align === 'end' ? `${Math.max(8, innerWidth - box.right)}px` : 'auto')
}
