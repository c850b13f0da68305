import type { Json } from './entities.ts'
import type { Form } from './form.ts'
import { isRecord } from './world.ts'

export type Checker = (form: Form, path: string, component: Json) => void

export function checkUrl(
  form: Form,
  path: string,
  value: unknown,
  schemes: readonly string[],
): void {
  if (value === undefined || value === null) return
  const scheme = /^([a-z]+):/.exec(String(value))?.[1] ?? ''
  if (!schemes.includes(scheme)) {
    const code = scheme === '' ? 'URL_TYPE_INVALID_URL' : 'URL_TYPE_INVALID_SCHEME'
    form.fault(path, code, `Not a well formed URL with scheme ${schemes.join(', ')}.`)
  }
}

export function checkButton(form: Form, path: string, button: Json): void {
  const style = Number(button['style'])
  form.text(`${path}.label`, button['label'], { max: 80 })
  form.text(`${path}.url`, button['url'], { max: 512, required: style === 5 })
  checkUrl(form, `${path}.url`, button['url'], ['http', 'https', 'discord'])
  if (!(style >= 1 && style <= 6))
    form.fault(`${path}.style`, 'BASE_TYPE_CHOICES', 'Unknown style.')
  if (style < 5)
    form.text(`${path}.custom_id`, button['custom_id'], { min: 1, max: 100, required: true })
  if ((style === 5) === (button['custom_id'] !== undefined) && style <= 5)
    form.fault(
      path,
      'BUTTON_COMPONENT_CUSTOM_ID_URL',
      'A custom id and url cannot both be specified',
    )
  if (style < 5 && button['url'])
    form.fault(`${path}.url`, 'BUTTON_COMPONENT_URL', 'Only link buttons')
  if (!button['label'] && !button['emoji'] && style !== 6)
    form.fault(path, 'BUTTON_COMPONENT_LABEL', 'A button needs a label or an emoji')
}

function checkOptions(form: Form, path: string, given: { value: unknown; max: number }): number {
  const options = form.list(path, given.value, { min: 1, max: given.max, required: true })
  const values = new Set<unknown>()
  options.forEach((option, i) => {
    form.text(`${path}.${i}.label`, option['label'], { min: 1, max: 100, required: true })
    form.text(`${path}.${i}.value`, option['value'], { min: 1, max: 100, required: true })
    form.text(`${path}.${i}.description`, option['description'], { max: 100 })
    if (values.has(option['value']))
      form.fault(`${path}.${i}.value`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'Used twice')
    values.add(option['value'])
  })
  return options.length
}

export const checkSelect: Checker = (form, path, select) => {
  form.text(`${path}.custom_id`, select['custom_id'], { min: 1, max: 100, required: true })
  form.text(`${path}.placeholder`, select['placeholder'], { max: 150 })
  form.number(`${path}.min_values`, select['min_values'], { min: 0, max: 25 })
  form.number(`${path}.max_values`, select['max_values'], { min: 1, max: 25 })
  const min = Number(select['min_values'] ?? 1)
  const max = Number(select['max_values'] ?? 1)
  if (min > max)
    form.fault(`${path}.min_values`, 'SELECT_MIN_ABOVE_MAX', 'min_values above max_values')
  const defaults = form.list(`${path}.default_values`, select['default_values'], { max: 25 })
  const chosen =
    select['type'] === 3 ? checkStringOptions(form, path, { select, max }) : defaults.length
  if (chosen > max)
    form.fault(path, 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', `More than ${max} defaults`)
}

function checkStringOptions(
  form: Form,
  path: string,
  given: { select: Json; max: number },
): number {
  const { select, max } = given
  const count = checkOptions(form, `${path}.options`, { value: select['options'], max: 25 })
  if (max > count)
    form.fault(`${path}.max_values`, 'SELECT_MAX_ABOVE_OPTIONS', 'More max_values than options')
  return asList(select['options']).filter(option => option['default'] === true).length
}

export const checkGroup = (form: Form, path: string, group: Json): void => {
  form.text(`${path}.custom_id`, group['custom_id'], { min: 1, max: 100, required: true })
  const count = checkOptions(form, `${path}.options`, { value: group['options'], max: 10 })
  if (group['type'] === 21 && count < 2)
    form.fault(`${path}.options`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 2 and 10 in length.')
  form.number(`${path}.min_values`, group['min_values'], { min: 0, max: 10 })
  form.number(`${path}.max_values`, group['max_values'], { min: 1, max: 10 })
  if (group['type'] === 22 && group['min_values'] === 0 && group['required'] !== false)
    form.fault(`${path}.required`, 'REQUIRED_WITH_MIN_0', 'Must be false where min_values is 0')
}

export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}
