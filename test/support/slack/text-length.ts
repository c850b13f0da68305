// All text that a person would read, the measure of `msg_blocks_too_long`.
export const textLength = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum, entry) => sum + textLength(entry), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, entry]) =>
      sum + (typeof entry === 'string' && key === 'text' ? entry.length : textLength(entry)),
    0,
  )
}
