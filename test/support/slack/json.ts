export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asJson = (value: unknown): Json => (isJson(value) ? value : {})

export const asList = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.map(asJson) : []

export const asStrings = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(asText)
  const text = asText(value)
  return text === '' ? [] : text.split(',').map(part => part.trim())
}

export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value)

export const asNumber = (value: unknown, otherwise: number): number => {
  const number = Number(value)
  return asText(value) === '' || Number.isNaN(number) ? otherwise : number
}

export const asFlag = (value: unknown): boolean => ['true', '1'].includes(asText(value))

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null

// The text of a Block Kit text object, or of a plain string.
export const textOf = (value: unknown): string =>
  isJson(value) ? asText(value['text']) : asText(value)
