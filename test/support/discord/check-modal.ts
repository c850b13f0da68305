import { asList, type Checker, checkGroup, checkSelect } from './check-parts.ts'
import type { Json } from './entities.ts'
import type { Form } from './form.ts'
import { isRecord } from './world.ts'

const checkTextInput: Checker = (form, path, input) => {
  form.text(`${path}.custom_id`, input['custom_id'], { min: 1, max: 100, required: true })
  form.text(`${path}.placeholder`, input['placeholder'], { max: 100 })
  form.number(`${path}.min_length`, input['min_length'], { min: 0, max: 4000 })
  form.number(`${path}.max_length`, input['max_length'], { min: 1, max: 4000 })
  form.text(`${path}.value`, input['value'], { max: Number(input['max_length'] ?? 4000) })
  if (input['style'] !== 1 && input['style'] !== 2)
    form.fault(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.')
}

const checkUpload: Checker = (form, path, upload) => {
  form.text(`${path}.custom_id`, upload['custom_id'], { min: 1, max: 100, required: true })
  form.number(`${path}.min_values`, upload['min_values'], { min: 0, max: 10 })
  form.number(`${path}.max_values`, upload['max_values'], { min: 1, max: 10 })
}

const checkModalSelect: Checker = (form, path, select) => {
  checkSelect(form, path, select)
  if (select['disabled'])
    form.fault(`${path}.disabled`, 'COMPONENT_DISABLED_IN_MODAL', 'Not allowed in a modal')
}

const inLabel: Readonly<Record<number, Checker>> = {
  3: checkModalSelect,
  4: (form, path, input) => {
    checkTextInput(form, path, input)
    if (input['label'] !== undefined && input['label'] !== null)
      form.fault(`${path}.label`, 'TEXT_INPUT_LABEL_IN_LABEL', 'The label component has the label')
  },
  5: checkModalSelect,
  6: checkModalSelect,
  7: checkModalSelect,
  8: checkModalSelect,
  19: checkUpload,
  21: checkGroup,
  22: checkGroup,
  23: (form, path, box) =>
    form.text(`${path}.custom_id`, box['custom_id'], { min: 1, max: 100, required: true }),
}

const checkLabel: Checker = (form, path, label) => {
  form.text(`${path}.label`, label['label'], { min: 1, max: 45, required: true })
  form.text(`${path}.description`, label['description'], { max: 100 })
  const { component } = label
  const checker = isRecord(component) ? inLabel[Number(component['type'])] : undefined
  if (!isRecord(component) || !checker)
    return form.fault(`${path}.component`, 'UNION_TYPE_CHOICES', 'Not a component for a label')
  checker(form, `${path}.component`, component)
}

const checkRow: Checker = (form, path, row) => {
  form.list(`${path}.components`, row['components'], { min: 1, max: 1, required: true })
  asList(row['components']).forEach((input, i) => {
    const at = `${path}.components.${i}`
    if (input['type'] !== 4) form.fault(`${at}.type`, 'UNION_TYPE_CHOICES', 'Must be a text input')
    form.text(`${at}.label`, input['label'], { min: 1, max: 45, required: true })
    checkTextInput(form, at, input)
  })
}

const topLevel: Readonly<Record<number, Checker>> = {
  1: checkRow,
  10: (form, path, text) =>
    form.text(`${path}.content`, text['content'], { min: 1, max: 4000, required: true }),
  18: checkLabel,
}

function customIds(components: readonly Json[]): unknown[] {
  return components.flatMap(component => [
    ...(isRecord(component['component']) ? [component['component']['custom_id']] : []),
    ...asList(component['components']).map(child => child['custom_id']),
  ])
}

export function checkModal(form: Form, data: Json): void {
  form.text('data.title', data['title'], { min: 1, max: 45, required: true })
  form.text('data.custom_id', data['custom_id'], { min: 1, max: 100, required: true })
  const components = form.list('data.components', data['components'], {
    min: 1,
    max: 5,
    required: true,
  })
  components.forEach((component, i) => {
    const at = `data.components.${i}`
    const checker = topLevel[Number(component['type'])]
    if (checker) checker(form, at, component)
    else
      form.fault(
        `${at}.type`,
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1, 10, 18).',
      )
  })
  const ids = customIds(asList(data['components']))
  if (new Set(ids).size < ids.length)
    form.fault(
      'data.components',
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    )
}
