import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Button, MenuBlock, MenuOption } from '../../src/ui/card.ts'
import { toCustomId } from './custom-id.ts'
import { cut, limits } from './limits.ts'

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>

const styles = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
  usual: ButtonStyle.Secondary,
} as const

/** Discord refuses an empty label. */
const shown = (text: string, max: number): string => cut(text.trim() === '' ? '…' : text, max)

export function toButton(
  { label, action, value, style }: Button,
  taken: Set<string>,
): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: styles[style ?? 'usual'],
    label: shown(label, limits.buttonLabel),
    custom_id: toCustomId({ kind: 'button', action, value }, taken),
  }
}

export function toButtonRows(buttons: readonly Button[], taken: Set<string>): Row[] {
  const rows: Row[] = []
  for (let at = 0; at < buttons.length; at += limits.buttonsInRow) {
    const five = buttons.slice(at, at + limits.buttonsInRow)
    rows.push({
      type: ComponentType.ActionRow,
      components: five.map(button => toButton(button, taken)),
    })
  }
  return rows
}

/** A menu with nothing to choose cannot be shown. */
export function toMenuRow(menu: MenuBlock, taken: Set<string>): Row | undefined {
  const options = uniqueOptions(menu)
  if (options.length === 0) return undefined
  const most = menu.multiple ? options.length : 1
  const select: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: toCustomId({ kind: 'menu', action: menu.action, value: menu.value }, taken),
    placeholder: cut(menu.placeholder, limits.placeholder),
    min_values: menu.multiple ? 0 : 1,
    max_values: most,
    options: options.map(toOption),
  }
  return { type: ComponentType.ActionRow, components: [select] }
}

function uniqueOptions({ options, multiple }: MenuBlock): MenuOption[] {
  const byValue = new Map(options.map(option => [option.value, option]))
  const first = [...byValue.values()].slice(0, limits.options)
  const chosen = first.find(option => option.selected)
  return multiple ? first : first.map(option => ({ ...option, selected: option === chosen }))
}

function toOption({ label, value, detail, selected }: MenuOption): APISelectMenuOption {
  return {
    label: shown(label, limits.optionText),
    value: value.slice(0, limits.optionText),
    ...(detail ? { description: cut(detail, limits.optionText) } : {}),
    ...(selected ? { default: true } : {}),
  }
}
