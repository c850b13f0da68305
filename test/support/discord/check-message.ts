import { checkComponents } from './check-components.ts'
import { asList, checkUrl } from './check-parts.ts'
import type { Json } from './entities.ts'
import { createForm, type Form } from './form.ts'
import { isRecord } from './world.ts'

export const v2Flag = 1 << 15

export interface Upload {
  /** The n of `files[n]`. */
  readonly key: string
  readonly filename: string
  readonly contentType: string
  readonly bytes: Buffer
}

const mebibyte = 1024 * 1024
const textLength = (value: unknown) => (typeof value === 'string' ? [...value].length : 0)

function embedSize(embed: Json): number {
  const fields = asList(embed['fields'])
  const footer = isRecord(embed['footer']) ? embed['footer']['text'] : ''
  const author = isRecord(embed['author']) ? embed['author']['name'] : ''
  const own = [embed['title'], embed['description'], footer, author]
  const all = [...own, ...fields.flatMap(field => [field['name'], field['value']])]
  return all.reduce<number>((sum, value) => sum + textLength(value), 0)
}

function checkEmbed(form: Form, path: string, embed: Json): void {
  form.text(`${path}.title`, embed['title'], { max: 256 })
  form.text(`${path}.description`, embed['description'], { max: 4096 })
  form.number(`${path}.color`, embed['color'], { min: 0, max: 0xffffff })
  checkUrl(form, `${path}.url`, embed['url'], ['http', 'https', 'attachment'])
  if (isRecord(embed['footer']))
    form.text(`${path}.footer.text`, embed['footer']['text'], { max: 2048, required: true })
  if (isRecord(embed['author']))
    form.text(`${path}.author.name`, embed['author']['name'], { max: 256, required: true })
  form.list(`${path}.fields`, embed['fields'], { max: 25 }).forEach((field, i) => {
    form.text(`${path}.fields.${i}.name`, field['name'], { min: 1, max: 256, required: true })
    form.text(`${path}.fields.${i}.value`, field['value'], { min: 1, max: 1024, required: true })
  })
}

function checkEmbeds(form: Form, value: unknown): void {
  const embeds = form.list('embeds', value, { max: 10 })
  embeds.forEach((embed, i) => {
    checkEmbed(form, `embeds.${i}`, embed)
  })
  if (embeds.reduce((sum, embed) => sum + embedSize(embed), 0) > 6000)
    form.fault('embeds', 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000')
}

function checkAllowedMentions(form: Form, value: unknown): void {
  if (!isRecord(value)) return
  const parse = form.list('allowed_mentions.parse', value['parse'], {
    max: 3,
  }) as readonly unknown[]
  for (const kind of ['users', 'roles']) {
    const path = `allowed_mentions.${kind}`
    const ids = form.list(path, value[kind], { max: 100 })
    if (parse.includes(kind) && ids.length > 0)
      form.fault(
        path,
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] excludes ${kind}`,
      )
  }
}

function checkFiles(form: Form, files: readonly Upload[]): void {
  if (files.length > 10)
    form.fault('files', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  for (const { key, bytes } of files)
    if (bytes.length > 10 * mebibyte)
      form.fault(`files.${key}`, 'FILE_TYPE_MAX_SIZE', 'File cannot be larger than 10 MiB')
}

function checkV2(form: Form, body: Json): void {
  for (const field of ['content', 'embeds', 'poll', 'stickers']) {
    const value = body[field]
    if (
      value !== undefined &&
      value !== null &&
      value !== '' &&
      !(Array.isArray(value) && value.length === 0)
    )
      form.fault(
        field,
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${field}' field cannot be used with IS_COMPONENTS_V2`,
      )
  }
}

/** Every `attachment://name` that the body shows. */
function referencedFiles(body: Json): string[] {
  const text = JSON.stringify([body['embeds'] ?? [], body['components'] ?? []])
  return [...text.matchAll(/"attachment:\/\/([^"]+)"/g)].map(match => match[1] ?? '')
}

export interface MessageForm {
  readonly body: Json
  readonly files: readonly Upload[]
  /** The names of files that the message keeps from before. */
  readonly kept: readonly string[]
  readonly isV2: boolean
  readonly prefix: string
}

/** Discord's rules for the body of a message, whether posted, edited or an answer to an interaction. */
export function checkMessage({ body, files, kept, isV2, prefix }: MessageForm): void {
  const form = prefix === '' ? createForm() : prefixed(createForm(), prefix)
  form.text('content', body['content'], { max: 2000 })
  form.text('nonce', body['nonce'] === undefined ? undefined : String(body['nonce']), { max: 25 })
  if (isV2) checkV2(form, body)
  checkEmbeds(form, body['embeds'])
  checkComponents(form, body['components'], isV2)
  checkAllowedMentions(form, body['allowed_mentions'])
  checkFiles(form, files)
  const names = [...kept, ...files.map(({ filename }) => filename)]
  for (const name of referencedFiles(body))
    if (!names.includes(name))
      form.fault(
        'attachments',
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        `'${name}' was not found.`,
      )
  form.finish()
}

function prefixed(form: Form, prefix: string): Form {
  const at = (path: string) => `${prefix}.${path}`
  return {
    fault: (path, code, message) => form.fault(at(path), code, message),
    text: (path, value, rule) => form.text(at(path), value, rule),
    list: (path, value, rule) => form.list(at(path), value, rule),
    number: (path, value, rule) => form.number(at(path), value, rule),
    finish: () => form.finish(),
  }
}
