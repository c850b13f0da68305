import type { MenuOption } from '../ui/card.ts'
import { menuDetail } from './describe-model.ts'
import { AUTO } from './resolve-model.ts'
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
  const usable = entries.filter(entry => entry.isAvailable && fitsMenu(entry))
  if (usable.length <= SHOWN + 1) return usable.map(entry => toOption(entry, chosenId))
  const chosen = usable.filter(({ model }) => model.id === chosenId)
  const others = usable.filter(({ model }) => model.id !== chosenId)
  const shown = [...chosen, ...others].slice(0, SHOWN)
  return [
    ...shown.map(entry => toOption(entry, chosenId)),
    { label: 'More…', value: MORE, detail: `${usable.length - SHOWN} more models` },
  ]
}

/** A longer id is reached by typing it. */
export const fitsMenu = ({ model }: EnabledEntry): boolean => model.id.length <= LENGTH

export const toOption = (
  { model, name, isDefault }: EnabledEntry,
  chosenId: string | undefined,
): MenuOption => ({
  label: `${name}${isDefault ? ' (default)' : ''}`.slice(0, LENGTH),
  value: model.id,
  detail: menuDetail(model).slice(0, LENGTH),
  ...(model.id === chosenId && { selected: true }),
})

/** Enough to know an enabled model again, short enough for a button. */
const KEY = 45

/** One model in one thread, as a button says it. */
export const toThreadModel = (threadId: string, modelId: string): string =>
  `${threadId}|${modelId.slice(0, KEY)}`

export function fromThreadModel(
  value: string,
  entries: readonly EnabledEntry[],
): { readonly threadId: string; readonly entry: EnabledEntry | undefined } {
  const at = value.indexOf('|')
  const key = value.slice(at + 1)
  const entry = entries.find(({ model }) => model.id.slice(0, KEY) === key)
  return { threadId: value.slice(0, at), entry }
}

/** Not a model: the router. */
export const autoOption = (isChosen: boolean): MenuOption => ({
  label: 'Auto',
  value: AUTO,
  detail: 'Switchboard chooses a model for each message',
  ...(isChosen && { selected: true }),
})
