import { asList } from './check-parts.ts'
import type { Json } from './entities.ts'
import { createForm, type Form } from './form.ts'
import { isRecord } from './world.ts'

const chatName = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u
const withChoices = [3, 4, 10]

function checkName(form: Form, path: string, name: unknown): void {
  form.text(path, name, { min: 1, max: 32, required: true })
  if (typeof name !== 'string') return
  if (!chatName.test(name) || name !== name.toLowerCase())
    form.fault(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
}

function checkLocalized(form: Form, path: string, owner: Json): void {
  const each = (field: string, max: number) => {
    const texts = owner[`${field}_localizations`]
    for (const [locale, text] of Object.entries(isRecord(texts) ? texts : {}))
      form.text(`${path}${field}_localizations.${locale}`, text, { min: 1, max })
  }
  each('name', 32)
  each('description', 100)
}

function checkChoices(form: Form, path: string, option: Json): void {
  const choices = form.list(`${path}choices`, option['choices'], { max: 25 })
  const type = Number(option['type'])
  choices.forEach((choice, i) => {
    form.text(`${path}choices.${i}.name`, choice['name'], { min: 1, max: 100, required: true })
    if (type === 3)
      form.text(`${path}choices.${i}.value`, choice['value'], { max: 100, required: true })
  })
  const names = choices.map(({ name }) => name)
  if (new Set(names).size < names.length)
    form.fault(
      `${path}choices`,
      'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
      'Choice names must be unique',
    )
  if (choices.length > 0 && !withChoices.includes(type))
    form.fault(
      `${path}choices`,
      'APPLICATION_COMMAND_OPTIONS_TYPE_CHOICES',
      'This type has no choices',
    )
  if (option['autocomplete'] === true && choices.length > 0)
    form.fault(
      path.slice(0, -1),
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
      'Choices exclude autocomplete',
    )
  if (option['autocomplete'] === true && !withChoices.includes(type))
    form.fault(
      path.slice(0, -1),
      'APPLICATION_COMMAND_OPTIONS_TYPE_AUTOCOMPLETE',
      'This type has no autocomplete',
    )
}

function checkLengths(form: Form, path: string, option: Json): void {
  form.number(`${path}min_length`, option['min_length'], { min: 0, max: 6000 })
  form.number(`${path}max_length`, option['max_length'], { min: 1, max: 6000 })
  const limits = ['min_value', 'max_value'].filter(key => option[key] !== undefined)
  if (limits.length > 0 && ![4, 10].includes(Number(option['type'])))
    form.fault(
      `${path}${limits[0]}`,
      'APPLICATION_COMMAND_OPTIONS_TYPE_LIMIT',
      'Only numbers have it',
    )
}

function allowedTypes(parent: number): readonly number[] {
  if (parent === 0) return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
  return parent === 2 ? [1] : [3, 4, 5, 6, 7, 8, 9, 10, 11]
}

function checkOrder(form: Form, path: string, options: readonly Json[]): void {
  const required = options.map(option => option['required'] === true)
  const late = required.findIndex((is, i) => is && required.slice(0, i).includes(false))
  if (late >= 0)
    form.fault(
      `${path}options.${late}`,
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      'Required options must be placed before non-required options',
    )
  const nested = options.filter(({ type }) => type === 1 || type === 2).length
  if (nested > 0 && nested < options.length)
    form.fault(
      `${path}options`,
      'APPLICATION_COMMAND_OPTIONS_TYPE_MIXED',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    )
  const names = options.map(({ name }) => name)
  if (new Set(names).size < names.length)
    form.fault(
      `${path}options`,
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      'Option names must be unique',
    )
}

function checkOptions(form: Form, path: string, given: { owner: Json; parent: number }): void {
  const options = form.list(`${path}options`, given.owner['options'], { max: 25 })
  checkOrder(form, path, options)
  options.forEach((option, i) => {
    const at = `${path}options.${i}.`
    const type = Number(option['type'])
    checkName(form, `${at}name`, option['name'])
    form.text(`${at}description`, option['description'], { min: 1, max: 100, required: true })
    checkLocalized(form, at, option)
    const isAllowed = allowedTypes(given.parent).includes(type)
    if (!isAllowed)
      form.fault(`${at}type`, 'BASE_TYPE_CHOICES', 'Not an option type that may stand here')
    checkChoices(form, at, option)
    checkLengths(form, at, option)
    if (type <= 2 && isAllowed) checkOptions(form, at, { owner: option, parent: type })
  })
}

function longest(owner: Json, field: string): number {
  const localized = owner[`${field}_localizations`]
  const texts = [owner[field], ...Object.values(isRecord(localized) ? localized : {})]
  return Math.max(...texts.map(text => (typeof text === 'string' ? [...text].length : 0)))
}

function totalLength(owner: Json): number {
  const choices = asList(owner['choices']).map(
    choice => longest(choice, 'name') + longest(choice, 'value'),
  )
  const options = asList(owner['options']).map(totalLength)
  const inside = [...choices, ...options].reduce((sum, length) => sum + length, 0)
  return longest(owner, 'name') + longest(owner, 'description') + inside
}

function checkContextMenu(form: Form, path: string, command: Json): void {
  form.text(`${path}name`, command['name'], { min: 1, max: 32, required: true })
  if (command['description'])
    form.fault(
      `${path}description`,
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_EMPTY',
      'Context menu commands cannot have description',
    )
  if (asList(command['options']).length > 0)
    form.fault(
      `${path}options`,
      'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_EMPTY',
      'Context menu commands cannot have options',
    )
}

function checkCommand(form: Form, path: string, command: Json): void {
  checkLocalized(form, path, command)
  const permissions = command['default_member_permissions']
  if (permissions !== undefined && permissions !== null && !/^\d+$/.test(String(permissions)))
    form.fault(`${path}default_member_permissions`, 'NUMBER_TYPE_COERCE', 'Not a permission set')
  if ((command['type'] ?? 1) === 1) checkChatInput(form, path, command)
  else checkContextMenu(form, path, command)
}

function checkChatInput(form: Form, path: string, command: Json): void {
  checkName(form, `${path}name`, command['name'])
  form.text(`${path}description`, command['description'], { min: 1, max: 100, required: true })
  checkOptions(form, path, { owner: command, parent: 0 })
  const total = totalLength(command)
  if (total > 8000)
    form.fault(
      path.slice(0, -1),
      'APPLICATION_COMMAND_TOO_LARGE',
      `Command exceeds maximum size (8000): ${total}`,
    )
}

/** Discord's rules for one command (path '') or for each of a bulk overwrite (path `3.`). */
export function checkCommands(commands: readonly Json[], isBulk: boolean): void {
  const form = createForm()
  commands.forEach((command, i) => {
    checkCommand(form, isBulk ? `${i}.` : '', command)
  })
  const keys = commands.map(({ type, name }) => `${type ?? 1} ${name}`)
  if (new Set(keys).size < keys.length)
    form.fault(
      '',
      'APPLICATION_COMMANDS_DUPLICATE_NAME',
      'Application command names must be unique',
    )
  form.finish()
}
