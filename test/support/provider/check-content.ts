import type { Refusal } from './provider-error.ts'
import { isObject, refuse, wrongType } from './refuse.ts'

type Message = Readonly<Record<string, unknown>>
type Part = Readonly<Record<string, unknown>>

const partTypes: Readonly<Record<string, readonly string[]>> = {
  user: ['text', 'image_url', 'input_audio', 'file'],
  assistant: ['text', 'refusal'],
}

const imageStarts: Readonly<Record<string, readonly string[]>> = {
  png: ['89504e47'],
  jpeg: ['ffd8ff'],
  gif: ['47494638'],
  webp: ['52494646'],
}

/** Content is text, or parts that the role may have; only an assistant's may be missing. */
export function checkContent(message: Message, role: string, at: string): Refusal | undefined {
  const content = message['content']
  if (typeof content === 'string') return undefined
  if (content === null || content === undefined) return checkMissing(message, role, at, content)
  if (!Array.isArray(content)) return wrongType(at, 'a string or an array of objects', content)
  if (content.length === 0) return refuse(`Invalid '${at}': empty array.`, at, 'empty_array')
  for (const [index, part] of content.entries()) {
    const refusal = checkPart(part, role, `${at}[${index}]`)
    if (refusal) return refusal
  }
  return undefined
}

function checkMissing(message: Message, role: string, at: string, content: unknown) {
  const excused = message['tool_calls'] ?? message['function_call'] ?? message['refusal']
  if (role === 'assistant' && excused) return undefined
  if (content === null) return wrongType(at, 'a string', null)
  return refuse(`Missing required parameter: '${at}'.`, at, 'missing_required_parameter')
}

function checkPart(part: unknown, role: string, at: string): Refusal | undefined {
  if (!isObject(part)) return wrongType(at, 'an object', part)
  const allowed = partTypes[role] ?? ['text']
  const type = part['type']
  if (typeof type !== 'string' || !allowed.includes(type)) {
    const list = allowed.map(name => `'${name}'`).join(', ')
    const words = `Invalid value: '${type}'. Supported values are: ${list}.`
    return refuse(words, `${at}.type`, 'invalid_value')
  }
  if (type === 'image_url') return checkImage(part, `${at}.image_url`)
  if (type === 'text' && typeof part['text'] !== 'string') {
    return wrongType(`${at}.text`, 'a string', part['text'])
  }
  return type === 'file' || type === 'input_audio' ? checkInline(part, type, at) : undefined
}

function checkInline(part: Part, type: string, at: string): Refusal | undefined {
  if (isObject(part[type])) return undefined
  const param = `${at}.${type}`
  return refuse(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter')
}

function checkImage(part: Part, at: string): Refusal | undefined {
  const image = part['image_url']
  if (!isObject(image)) return wrongType(at, 'an object', image)
  const url = image['url']
  if (typeof url !== 'string') return wrongType(`${at}.url`, 'a string', url)
  // A chat platform's file links need its token, so the real ones cannot fetch them either.
  if (/^https?:/.test(url)) {
    return refuse(`Error while downloading ${url}.`, `${at}.url`, 'invalid_image_url')
  }
  return isSupportedImage(url) ? undefined : unsupportedImage(at)
}

function isSupportedImage(url: string): boolean {
  const match = /^data:image\/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url)
  if (!match?.[1] || !match[2] || match[2].length % 4 !== 0) return false
  const start = Buffer.from(match[2].slice(0, 16), 'base64').toString('hex')
  return (imageStarts[match[1]] ?? []).some(magic => start.startsWith(magic))
}

function unsupportedImage(at: string): Refusal {
  const words =
    "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp']."
  return refuse(words, at, 'invalid_image_format')
}
