import { BotError, type StoreErrorCode } from '../../src/errors.ts'

interface Facts {
  readonly code?: unknown
  readonly kind?: unknown
  readonly original?: unknown
  readonly message: string
}

/**
 * A failure has two shapes: Prisma's known error with a P-code, and, inside an interactive transaction or at connect,
 * a bare driver error whose `cause` tells.
 */
function factsOf(error: unknown): Facts {
  const outer = error as { code?: unknown; message?: unknown; cause?: unknown; meta?: unknown }
  const inner = (outer.cause ??
    (outer.meta as { driverAdapterError?: { cause?: unknown } } | undefined)?.driverAdapterError
      ?.cause ??
    {}) as { originalCode?: unknown; kind?: unknown; originalMessage?: unknown }
  return {
    code: outer.code,
    kind: inner.kind,
    original: inner.originalCode,
    message: `${outer.message ?? ''} ${inner.originalMessage ?? ''}`,
  }
}

export const isUniqueViolation = (error: unknown): boolean => {
  const { code, kind } = factsOf(error)
  return code === 'P2002' || kind === 'UniqueConstraintViolation'
}

export const isForeignKeyViolation = (error: unknown): boolean => {
  const { code, kind } = factsOf(error)
  return code === 'P2003' || code === 'P2014' || kind === 'ForeignKeyConstraintViolation'
}

/** Two transactions met; trying again helps. */
export const isWriteConflict = (error: unknown): boolean => {
  const { code, kind } = factsOf(error)
  return code === 'P2034' || kind === 'TransactionWriteConflict'
}

const signs: readonly (readonly [StoreErrorCode, RegExp])[] = [
  ['store-full', /SQLITE_FULL|database or disk is full|No space left|53100/],
  ['store-read-only', /SQLITE_READONLY|readonly database|read-only|25006/],
  ['store-busy', /SQLITE_BUSY|database is locked|P1008|SocketTimeout|P2028|P2024/],
]

/** Bugs stay what they are; what the database does to us becomes a `store-…` error. */
export function toBotError(error: unknown): unknown {
  if (error instanceof BotError) return error
  const { code, kind, original, message } = factsOf(error)
  const facts = [code, kind, original, message].join(' ')
  const sign = signs.find(([, pattern]) => pattern.test(facts))
  if (sign) return new BotError(sign[0], message.trim(), { cause: error })
  if (/P1001|P1002|P1017|ECONNREFUSED|SQLITE_CANTOPEN|SQLITE_NOTADB|57P01|terminat/.test(facts)) {
    return new BotError('store-unavailable', message.trim(), { cause: error })
  }
  return error
}
