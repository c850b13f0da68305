import { BotError } from '../errors.ts'
import { scaleDecimal } from '../lib/decimal.ts'

const NANO_DIGITS = 9
const MOST_NANO = 1_000_000n * 1_000_000_000n

/** `50`, `$12.50`, `0.75 USD` as nano-USD; `off` as undefined. @throws BotError `bad-option` */
export function readAmount(typed: string): bigint | undefined {
  const words = typed.trim().toLowerCase()
  if (words === 'off') return undefined
  if (/[€£¥₹]|eur|gbp|jpy|chf/.test(words)) {
    throw new BotError(
      'bad-option',
      'Budgets are in US dollars. Write the amount like 50 or $12.50.',
    )
  }
  const number = words.replace(/^\$|(\s*usd)$|,(?=\d{3}\b)/g, '')
  const nano = /^\d+(\.\d+)?$/.test(number) ? scaleDecimal(number, NANO_DIGITS) : undefined
  if (nano === undefined || nano <= 0n) {
    throw new BotError('bad-option', `“${typed}” is no amount. Write it like 50 or $12.50, or off.`)
  }
  if (nano > MOST_NANO) throw new BotError('bad-option', 'A budget is at most $1,000,000.')
  return nano
}
