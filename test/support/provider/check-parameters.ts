import type { Dialect } from './dialects.ts'
import { isKnownParameter } from './known-parameters.ts'
import type { ProviderModel } from './models.ts'
import type { Refusal } from './provider-error.ts'
import { firstRefusal, isObject, refuse, unsupportedParameter, wrongType } from './refuse.ts'

type Body = Readonly<Record<string, unknown>>

interface Range {
  readonly min: number
  readonly max: number
  readonly integer?: boolean
}

const ranges: Readonly<Record<string, Range>> = {
  temperature: { min: 0, max: 2 },
  top_p: { min: 0, max: 1 },
  presence_penalty: { min: -2, max: 2 },
  frequency_penalty: { min: -2, max: 2 },
  max_tokens: { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true },
  max_completion_tokens: { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true },
  n: { min: 1, max: 8, integer: true },
  top_logprobs: { min: 0, max: 20, integer: true },
}

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']

/** Everything about a chat request except its messages and its size. */
export function checkParameters(dialect: Dialect, body: Body): Refusal | undefined {
  return (
    firstRefusal(Object.keys(body), name => checkKnown(dialect, name)) ??
    firstRefusal(Object.entries(ranges), ([name, range]) => checkRange(body[name], name, range)) ??
    checkShapes(body) ??
    checkStreamOptions(body)
  )
}

function checkKnown(dialect: Dialect, name: string): Refusal | undefined {
  if (isKnownParameter(dialect, name)) return undefined
  if (dialect === 'google') {
    const reason = `Unknown name "${name}": Cannot find field.`
    return refuse(`Invalid JSON payload received. ${reason}`, name, 'unknown_parameter')
  }
  return refuse(`Unknown parameter: '${name}'.`, name, 'unknown_parameter')
}

function checkRange(value: unknown, name: string, range: Range): Refusal | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number')
    return wrongType(name, range.integer ? 'an integer' : 'a decimal', value)
  if (range.integer && !Number.isInteger(value)) return wrongType(name, 'an integer', value)
  if (value < range.min) {
    return refuse(
      `Invalid '${name}': ${value} is below the minimum value. Expected a value >= ${range.min}.`,
      name,
      'integer_below_min_value',
    )
  }
  if (value <= range.max) return undefined
  return refuse(
    `Invalid '${name}': ${value} is above the maximum value. Expected a value <= ${range.max}.`,
    name,
    'decimal_above_max_value',
  )
}

function checkShapes(body: Body): Refusal | undefined {
  const { stream, stop, user, tools, reasoning_effort: effort } = body
  if (!isAbsent(stream) && typeof stream !== 'boolean')
    return wrongType('stream', 'a boolean', stream)
  if (!isAbsent(user) && typeof user !== 'string') return wrongType('user', 'a string', user)
  if (!isAbsent(tools) && !Array.isArray(tools)) return wrongType('tools', 'an array', tools)
  if (Array.isArray(tools) && tools.length === 0) {
    return refuse("Invalid 'tools': empty array.", 'tools', 'empty_array')
  }
  if (!isAbsent(effort) && !efforts.includes(String(effort))) {
    return refuse(`Invalid value: '${effort}'.`, 'reasoning_effort', 'invalid_value')
  }
  return isAbsent(stop) ? undefined : checkStop(stop)
}

function checkStop(stop: unknown): Refusal | undefined {
  const list = Array.isArray(stop) ? stop : [stop]
  if (list.some(item => typeof item !== 'string')) return wrongType('stop', 'a string', stop)
  if (list.length > 4)
    return refuse("Invalid 'stop': array too long.", 'stop', 'array_above_max_length')
  return undefined
}

function checkStreamOptions(body: Body): Refusal | undefined {
  const options = body['stream_options']
  if (isAbsent(options)) return undefined
  if (!isObject(options)) return wrongType('stream_options', 'an object', options)
  if (body['stream'] !== true) {
    const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
    return refuse(message, 'stream_options')
  }
  const known = ['include_usage', 'include_obfuscation']
  const stranger = Object.keys(options).find(name => !known.includes(name))
  if (!stranger) return undefined
  return refuse(
    `Unknown parameter: 'stream_options.${stranger}'.`,
    `stream_options.${stranger}`,
    'unknown_parameter',
  )
}

/** What this model in particular does not take. */
export function checkModelRules(
  dialect: Dialect,
  model: ProviderModel,
  body: Body,
): Refusal | undefined {
  if (!isAbsent(body['max_tokens']) && !isAbsent(body['max_completion_tokens'])) {
    const message =
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
    return refuse(message, 'max_tokens', 'invalid_parameter_combination')
  }
  if (dialect === 'openai') return checkOpenAiRules(model, body)
  if (dialect === 'xai' && model.reasoning) return checkXaiReasoning(model, body)
  if (dialect === 'anthropic' && !isAbsent(body['n']) && body['n'] !== 1) {
    return refuse('n: must be 1', 'n')
  }
  return undefined
}

/** The models that think before they answer; the chat variants of the same names do not. */
function isOpenAiReasoning(id: string): boolean {
  return /^(gpt-[5-9]|o[134])(?!.*chat)/.test(id)
}

function checkOpenAiRules(model: ProviderModel, body: Body): Refusal | undefined {
  if (!isOpenAiReasoning(model.id)) {
    const effort = body['reasoning_effort']
    return isAbsent(effort) ? undefined : unsupportedParameter('reasoning_effort')
  }
  if (!isAbsent(body['max_tokens'])) {
    return unsupportedParameter('max_tokens', " Use 'max_completion_tokens' instead.")
  }
  const given = ['logit_bias', 'logprobs', 'stop'].find(name => !isAbsent(body[name]))
  return given ? unsupportedParameter(given) : checkOnlyDefaults(body)
}

function checkOnlyDefaults(body: Body): Refusal | undefined {
  const defaults = { temperature: 1, top_p: 1, presence_penalty: 0, frequency_penalty: 0 }
  return firstRefusal(Object.entries(defaults), ([name, only]) => {
    const value = body[name]
    if (isAbsent(value) || value === only) return undefined
    const message = `Unsupported value: '${name}' does not support ${value} with this model. Only the default (${only}) value is supported.`
    return refuse(message, name, 'unsupported_value')
  })
}

function checkXaiReasoning(model: ProviderModel, body: Body): Refusal | undefined {
  const taboo = ['presence_penalty', 'frequency_penalty', 'stop']
  if (model.id.startsWith('grok-4')) taboo.push('reasoning_effort')
  const given = taboo.find(name => !isAbsent(body[name]))
  return given ? refuse(`Model ${model.id} does not support parameter ${given}.`, given) : undefined
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}
