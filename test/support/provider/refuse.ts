import type { Refusal } from './provider-error.ts'

/** A request that is wrong in itself. */
export function refuse(message: string, param: string | null, code: string | null = null): Refusal {
  return { status: 400, message, param, code }
}

export function wrongType(param: string, expected: string, got: unknown): Refusal {
  const message = `Invalid type for '${param}': expected ${expected}, but got ${nameOfType(got)} instead.`
  return refuse(message, param, 'invalid_type')
}

export function unsupportedParameter(param: string, hint = ''): Refusal {
  const message = `Unsupported parameter: '${param}' is not supported with this model.${hint}`
  return refuse(message, param, 'unsupported_parameter')
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first refusal among several checks. */
export function firstRefusal<T>(
  items: Iterable<T>,
  check: (item: T) => Refusal | undefined,
): Refusal | undefined {
  for (const item of items) {
    const refusal = check(item)
    if (refusal) return refusal
  }
  return undefined
}

function nameOfType(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
