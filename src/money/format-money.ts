const NANO_PER_USD = 1_000_000_000n
const NANO_PER_TENTHOUSANDTH = 100_000n
const NANO_PER_CENT = 10_000_000n

/** `$0.0123`, from a dollar on `$12.34`; a real cost is never shown as nothing: `<$0.0001`. */
export function formatMoney(nano: bigint): string {
  if (nano < 0n) return `-${formatMoney(-nano)}`
  if (nano === 0n) return '$0'
  if (nano < NANO_PER_TENTHOUSANDTH) return '<$0.0001'
  // what rounds to a dollar is shown as one
  const isLarge = nano >= NANO_PER_USD - NANO_PER_TENTHOUSANDTH / 2n
  const unit = isLarge ? NANO_PER_CENT : NANO_PER_TENTHOUSANDTH
  const digits = isLarge ? 2 : 4
  const units = (nano + unit / 2n) / unit
  const scale = 10n ** BigInt(digits)
  const whole = (units / scale).toString().replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return `$${whole}.${(units % scale).toString().padStart(digits, '0')}`
}

/** Every digit of it, to be edited: `12.5`. */
export function exactDollars(nano: bigint): string {
  const fraction = (nano % NANO_PER_USD).toString().padStart(9, '0').replace(/0+$/, '')
  return `${nano / NANO_PER_USD}${fraction && `.${fraction}`}`
}

/** All nine places, for programs: `0.000108750`. */
export function exactMoney(nano: bigint): string {
  if (nano < 0n) return `-${exactMoney(-nano)}`
  return `${nano / NANO_PER_USD}.${(nano % NANO_PER_USD).toString().padStart(9, '0')}`
}

export const formatCost = (nano: bigint | undefined): string =>
  nano === undefined ? 'no price' : formatMoney(nano)

/** `$1.25`, `$0.15`, `$0.0005`: a price per million tokens, without trailing noise. */
export function formatPrice(nanoPerMillion: bigint): string {
  if (nanoPerMillion === 0n) return '$0'
  const whole = nanoPerMillion / NANO_PER_USD
  const fraction = (nanoPerMillion % NANO_PER_USD).toString().padStart(9, '0').replace(/0+$/, '')
  return `$${whole}.${fraction.padEnd(2, '0')}`
}
