import { checkContent } from './check-content.ts'
import type { Dialect } from './dialects.ts'
import type { Refusal } from './provider-error.ts'
import { isObject, refuse, wrongType } from './refuse.ts'

type Message = Readonly<Record<string, unknown>>

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function']

const fields: Readonly<Record<string, readonly string[]>> = {
  system: ['role', 'content', 'name'],
  developer: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'name', 'refusal', 'audio', 'tool_calls', 'function_call'],
  tool: ['role', 'content', 'tool_call_id'],
  function: ['role', 'content', 'name'],
}

const namePattern = /^[a-zA-Z0-9_-]{1,64}$/

/** The messages one by one and in their order. */
export function checkMessages(dialect: Dialect, messages: unknown): Refusal | undefined {
  if (messages === undefined) {
    const message = "Missing required parameter: 'messages'."
    return refuse(message, 'messages', 'missing_required_parameter')
  }
  if (!Array.isArray(messages)) return wrongType('messages', 'an array of objects', messages)
  if (messages.length === 0) {
    const message =
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead."
    return refuse(message, 'messages', 'empty_array')
  }
  for (const [index, message] of messages.entries()) {
    const refusal = checkMessage(dialect, message, `messages[${index}]`)
    if (refusal) return refusal
  }
  return checkToolOrder(messages) ?? checkForAnthropic(dialect, messages)
}

function checkMessage(dialect: Dialect, message: unknown, at: string): Refusal | undefined {
  if (!isObject(message)) return wrongType(at, 'an object', message)
  const role = message['role']
  if (typeof role !== 'string' || !roles.includes(role)) {
    const list = roles.map(name => `'${name}'`).join(', ')
    const words = `Invalid value: '${role}'. Supported values are: ${list}.`
    return refuse(words, `${at}.role`, 'invalid_value')
  }
  return (
    checkFields(dialect, message, role, at) ??
    checkName(message['name'], at) ??
    checkToolFields(message, role, at) ??
    checkContent(message, role, `${at}.content`)
  )
}

function checkFields(dialect: Dialect, message: Message, role: string, at: string) {
  const allowed = [...(fields[role] ?? [])]
  if (dialect !== 'openai' && role === 'assistant') {
    allowed.push('reasoning', 'reasoning_content', 'reasoning_details')
  }
  const stranger = Object.keys(message).find(name => !allowed.includes(name))
  if (!stranger) return undefined
  const param = `${at}.${stranger}`
  return refuse(`Unknown parameter: '${param}'.`, param, 'unknown_parameter')
}

function checkName(name: unknown, at: string): Refusal | undefined {
  if (name === undefined) return undefined
  if (typeof name === 'string' && namePattern.test(name)) return undefined
  const words = `Invalid '${at}.name': string does not match pattern. Expected a string that matches the pattern '${namePattern.source}'.`
  return refuse(words, `${at}.name`, 'invalid_value')
}

function checkToolFields(message: Message, role: string, at: string): Refusal | undefined {
  if (role === 'tool' && typeof message['tool_call_id'] !== 'string') {
    const param = `${at}.tool_call_id`
    return refuse(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter')
  }
  const calls = message['tool_calls']
  if (calls === undefined || (Array.isArray(calls) && calls.length > 0)) return undefined
  return refuse(`Invalid '${at}.tool_calls': empty array.`, `${at}.tool_calls`, 'empty_array')
}

/** A tool's result follows the call, and every call has its result. */
function checkToolOrder(messages: readonly Message[]): Refusal | undefined {
  let open = new Set<unknown>()
  for (const [index, message] of messages.entries()) {
    if (message['role'] === 'tool') {
      if (!open.delete(message['tool_call_id'])) return strayToolResult(index)
      continue
    }
    if (open.size > 0) return missingToolResult(index)
    open = new Set(toolCallIds(message))
  }
  return open.size > 0 ? missingToolResult(messages.length) : undefined
}

function toolCallIds(message: Message): unknown[] {
  const calls = message['tool_calls']
  return Array.isArray(calls) ? calls.map(call => (isObject(call) ? call['id'] : undefined)) : []
}

function strayToolResult(index: number): Refusal {
  const words =
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."
  return refuse(words, `messages[${index}].role`)
}

function missingToolResult(index: number): Refusal {
  const words =
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'."
  return refuse(words, `messages[${index}].role`)
}

// Anthropic moves all system messages to the front; what is left must still be a conversation.
function checkForAnthropic(dialect: Dialect, messages: readonly Message[]): Refusal | undefined {
  if (dialect !== 'anthropic') return undefined
  const turns = messages.filter(({ role }) => role !== 'system' && role !== 'developer')
  if (turns.length === 0) return refuse('messages: at least one message is required', 'messages')
  const empty = turns.findIndex(({ content }) => isBlank(content))
  if (empty >= 0) {
    return refuse(`messages.${empty}: all messages must have non-empty content`, 'messages')
  }
  const last = turns.at(-1)
  const text = last?.['content']
  if (last?.['role'] !== 'assistant' || typeof text !== 'string' || text === text.trimEnd()) {
    return undefined
  }
  return refuse('messages: final assistant content cannot end with trailing whitespace', 'messages')
}

function isBlank(content: unknown): boolean {
  if (typeof content === 'string') return content.trim() === ''
  return Array.isArray(content) && content.some(part => isObject(part) && part['text'] === '')
}
