import type { MenuOption } from '../ui/card.ts'
import { menuDetail } from './describe-model.ts'
import type { EnabledEntry } from './workspaces.ts'

/** The option that leads to the rest. */
export const MORE = '…more'
const SHOWN = 24
const LENGTH = 75

/** 24 models and "More…": what fits into one menu on every platform. The chosen one is always among them. */
export function modelOptions(
  entries: readonly EnabledEntry[],
  chosenId: string | undefined,
): readonly MenuOption[] {
  const usable = entries.filter(({ isAvailable }) => isAvailable)
  if (usable.length <= SHOWN + 1) return usable.map(entry => toOption(entry, chosenId))
  const chosen = usable.filter(({ model }) => model.id === chosenId)
  const others = usable.filter(({ model }) => model.id !== chosenId)
  const shown = [...chosen, ...others].slice(0, SHOWN)
  return [
    ...shown.map(entry => toOption(entry, chosenId)),
    { label: 'More…', value: MORE, detail: `${usable.length - SHOWN} more models` },
  ]
}

export const toOption = (
  { model, name, isDefault }: EnabledEntry,
  chosenId: string | undefined,
): MenuOption => ({
  label: `${name}${isDefault ? ' (default)' : ''}`.slice(0, LENGTH),
  value: model.id,
  detail: menuDetail(model).slice(0, LENGTH),
  ...(model.id === chosenId && { selected: true }),
})
