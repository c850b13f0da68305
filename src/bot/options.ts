import { z } from 'zod'
import type { OptionInfo, OptionKind } from '../ui/command-info.ts'

/** Which models an option takes and suggests. */
export type ModelScope = 'enabled' | 'catalog'

interface Meta {
  readonly kind?: OptionKind
  readonly models?: ModelScope
}

/** What commands declare their options with, beside zod's own kinds. */
export const option = {
  /** An id, a label, or any unique part of them. */
  model: (label: string, models: ModelScope = 'enabled') =>
    z.string().max(120).describe(label).meta({ models }),
  text: (label: string, maxLength = 200) => z.string().max(maxLength).describe(label),
  channel: (label: string) => z.string().describe(label).meta({ kind: 'channel' }),
  member: (label: string) => z.string().describe(label).meta({ kind: 'member' }),
  integer: (label: string, min: number, max: number) => z.int().min(min).max(max).describe(label),
  choice: <const T extends readonly [string, ...string[]]>(label: string, choices: T) =>
    z.enum(choices).describe(label),
}

interface JsonSchema extends Meta {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly description?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

const kinds: Readonly<Record<string, OptionKind>> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'flag',
}

/** The options as platforms show them, in declared order. */
export function optionsOf(schema: z.ZodObject): readonly OptionInfo[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) =>
    toOption(name, property as JsonSchema, required.includes(name)),
  )
}

function toOption(name: string, schema: JsonSchema, required: boolean): OptionInfo {
  const kind = schema.kind ?? (schema.enum ? 'choice' : kinds[schema.type ?? ''])
  if (!kind) throw new TypeError(`No platform can show the option "${name}"`)
  if (!schema.description) throw new TypeError(`The option "${name}" needs .describe()`)
  const min = schema.minLength ?? schema.minimum
  const max = schema.maxLength ?? schema.maximum
  return {
    name,
    kind,
    label: schema.description,
    required,
    choices: schema.enum ?? [],
    suggests: schema.models !== undefined,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  }
}

/** Which models the named option takes, if it takes any. */
export function modelScopeOf(schema: z.ZodObject, name: string): ModelScope | undefined {
  const property = z.toJSONSchema(schema, { io: 'input' }).properties?.[name]
  return typeof property === 'object' ? (property as Meta).models : undefined
}
