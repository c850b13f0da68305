import { asList, type Checker, checkButton, checkSelect, checkUrl } from './check-parts.ts'
import type { Json } from './entities.ts'
import type { Form } from './form.ts'
import { isRecord } from './world.ts'

const selects = [3, 5, 6, 7, 8]
const childrenOf: Readonly<Record<number, readonly number[]>> = {
  1: [2, ...selects],
  9: [10],
  17: [1, 9, 10, 12, 13, 14],
}
const topLevelV2 = [1, 9, 10, 12, 13, 14, 17]

interface Count {
  total: number
  text: number
  readonly customIds: Set<string>
}

const media = ['http', 'https', 'attachment']

const checkText: Checker = (form, path, text) =>
  form.text(`${path}.content`, text['content'], { min: 1, max: 4000, required: true })

const checkRow: Checker = (form, path, row) => {
  const children = form.list(`${path}.components`, row['components'], {
    min: 1,
    max: 5,
    required: true,
  })
  if (children.length > 1 && children.some(child => child['type'] !== 2))
    form.fault(
      `${path}.components`,
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The row has no room for this',
    )
}

const checkSection: Checker = (form, path, section) => {
  form.list(`${path}.components`, section['components'], { min: 1, max: 3, required: true })
  const accessory = section['accessory']
  if (!isRecord(accessory) || ![2, 11].includes(Number(accessory['type'])))
    form.fault(`${path}.accessory`, 'BASE_TYPE_REQUIRED', 'A button or a thumbnail is required')
}

function checkMedia(form: Form, path: string, value: unknown): void {
  const url = isRecord(value) ? value['url'] : undefined
  form.text(`${path}.url`, url, { min: 1, max: 2048, required: true })
  checkUrl(form, `${path}.url`, url, media)
}

const checkGallery: Checker = (form, path, gallery) => {
  form
    .list(`${path}.items`, gallery['items'], { min: 1, max: 10, required: true })
    .forEach((item, i) => {
      checkMedia(form, `${path}.items.${i}.media`, item['media'])
      form.text(`${path}.items.${i}.description`, item['description'], { max: 1024 })
    })
}

const checkFile: Checker = (form, path, file) => {
  checkMedia(form, `${path}.file`, file['file'])
  const url = isRecord(file['file']) ? file['file']['url'] : undefined
  checkUrl(form, `${path}.file.url`, url, ['attachment', 'http', 'https'])
}

const checkers: Readonly<Record<number, Checker>> = {
  1: checkRow,
  2: checkButton,
  3: checkSelect,
  5: checkSelect,
  6: checkSelect,
  7: checkSelect,
  8: checkSelect,
  9: checkSection,
  10: checkText,
  11: (form, path, thumbnail) => {
    checkMedia(form, `${path}.media`, thumbnail['media'])
    form.text(`${path}.description`, thumbnail['description'], { max: 1024 })
  },
  12: checkGallery,
  13: checkFile,
  14: (form, path, separator) =>
    form.number(`${path}.spacing`, separator['spacing'], { min: 1, max: 2 }),
  17: (form, path, container) => {
    form.list(`${path}.components`, container['components'], { min: 1, max: 40, required: true })
    form.number(`${path}.accent_color`, container['accent_color'], { min: 0, max: 0xffffff })
  },
}

function noteComponent(form: Form, path: string, given: { component: Json; count: Count }): void {
  const { component, count } = given
  count.total += 1
  if (component['type'] === 10) count.text += [...String(component['content'] ?? '')].length
  const customId = component['custom_id']
  if (typeof customId !== 'string') return
  if (count.customIds.has(customId))
    form.fault(
      `${path}.custom_id`,
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    )
  count.customIds.add(customId)
}

function checkOne(form: Form, path: string, given: { component: Json; count: Count }): void {
  const { component, count } = given
  const type = Number(component['type'])
  noteComponent(form, path, given)
  checkers[type]?.(form, path, component)
  const { accessory } = component
  if (isRecord(accessory)) checkOne(form, `${path}.accessory`, { component: accessory, count })
  const children = asList(component['components'])
  checkAll(form, `${path}.components`, {
    components: children,
    allowed: childrenOf[type] ?? [],
    count,
  })
}

interface Level {
  readonly components: readonly Json[]
  readonly allowed: readonly number[]
  readonly count: Count
}

function checkAll(form: Form, path: string, { components, allowed, count }: Level): void {
  components.forEach((component, i) => {
    const at = `${path}.${i}`
    if (!allowed.includes(Number(component['type'])))
      form.fault(
        `${at}.type`,
        'UNION_TYPE_CHOICES',
        `Value of field "type" must be one of (${allowed.join(', ')}).`,
      )
    else checkOne(form, at, { component, count })
  })
}

/** The components of a message: rows only, or the V2 layout (40 in all, 4000 characters of text). */
export function checkComponents(form: Form, value: unknown, isV2: boolean): void {
  const components = form.list('components', value, { max: isV2 ? 40 : 5 })
  const count: Count = { total: 0, text: 0, customIds: new Set() }
  checkAll(form, 'components', { components, allowed: isV2 ? topLevelV2 : [1], count })
  if (count.total > 40 && isV2)
    form.fault(
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `40 at most, not ${count.total}`,
    )
  if (count.text > 4000)
    form.fault(
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `4000 characters at most, not ${count.text}`,
    )
}
