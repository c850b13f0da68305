import type { Json } from './entities.ts'
import { ApiError } from './errors.ts'

interface TextRule {
  readonly min?: number
  readonly max: number
  readonly required?: boolean
}

export interface Form {
  fault(path: string, code: string, message: string): void
  text(path: string, value: unknown, rule: TextRule): void
  list(path: string, value: unknown, rule: TextRule): readonly Json[]
  number(path: string, value: unknown, rule: { min: number; max: number }): void
  finish(): void
}

const absent = (value: unknown) => value === undefined || value === null

function addFault(tree: Json, path: string, fault: Json): void {
  let node = tree
  for (const step of path === '' ? [] : path.split('.')) {
    node[step] ??= {}
    node = node[step] as Json
  }
  node['_errors'] = [...((node['_errors'] as Json[] | undefined) ?? []), fault]
}

/** Collects faults the way Discord does: all of them, each at its place in a tree (50035). */
export function createForm(): Form {
  const tree: Json = {}
  const fault = (path: string, code: string, message: string) =>
    addFault(tree, path, { code, message })
  const required = (path: string) => fault(path, 'BASE_TYPE_REQUIRED', 'This field is required')

  function length(path: string, size: number, rule: TextRule): void {
    const min = rule.min ?? 0
    if (size >= min && size <= rule.max) return
    const code = size > rule.max ? 'BASE_TYPE_MAX_LENGTH' : 'BASE_TYPE_MIN_LENGTH'
    fault(path, code, `Must be between ${min} and ${rule.max} in length. It is ${size}.`)
  }

  return {
    fault,
    text(path, value, rule) {
      if (absent(value)) return rule.required ? required(path) : undefined
      if (typeof value !== 'string')
        return fault(path, 'STRING_TYPE_CONVERT', 'Could not interpret as string.')
      length(path, [...value].length, rule)
    },
    list(path, value, rule) {
      if (absent(value)) {
        if (rule.required) required(path)
        return []
      }
      if (!Array.isArray(value)) {
        fault(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
        return []
      }
      length(path, value.length, rule)
      return value as Json[]
    },
    number(path, value, rule) {
      if (absent(value)) return
      if (typeof value !== 'number')
        return fault(path, 'NUMBER_TYPE_COERCE', `Value is not a number.`)
      if (value < rule.min || value > rule.max)
        fault(path, 'NUMBER_TYPE_RANGE', `int value should be between ${rule.min} and ${rule.max}.`)
    },
    finish() {
      if (Object.keys(tree).length > 0) throw new ApiError(400, 50035, 'Invalid Form Body', tree)
    },
  }
}
