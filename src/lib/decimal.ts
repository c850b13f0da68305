const DECIMAL = /^(?<sign>[-+]?)(?<whole>\d*)(?:\.(?<fraction>\d*))?(?:[eE](?<exponent>[-+]?\d+))?$/

/**
 * A decimal string times ten to `scale`, rounded half up (away from zero) to an integer. No float on the way.
 *
 * @returns undefined when it is not a decimal number
 */
export function scaleDecimal(text: string, scale: number): bigint | undefined {
  const parts = DECIMAL.exec(text.trim())?.groups
  const digits = `${parts?.['whole'] ?? ''}${parts?.['fraction'] ?? ''}`
  if (!parts || digits === '') return undefined
  const exponent = Number(parts['exponent'] ?? 0) + scale - (parts['fraction']?.length ?? 0)
  if (Math.abs(exponent) > 60 || digits.length > 60) return undefined
  const magnitude = shift(BigInt(digits), exponent)
  return parts['sign'] === '-' ? -magnitude : magnitude
}

function shift(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent)
  const divisor = 10n ** BigInt(-exponent)
  return (value + divisor / 2n) / divisor
}
