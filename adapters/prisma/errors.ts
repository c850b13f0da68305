import { BotError, type StoreErrorCode } from '../../src/errors.ts'

interface Facts {
  readonly code?: unknown
  readonly kind?: unknown
  readonly original?: unknown
  /** Without the source lines that Prisma puts above it. */
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
    message: [lastLine(outer.message), lastLine(inner.originalMessage)].filter(Boolean).join(': '),
  }
}

const lastLine = (text: unknown): string =>
  String(text ?? '')
    .trim()
    .split('\n')
    .at(-1)
    ?.trim() ?? ''

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

/** By code: of the driver, of Prisma, of the operating system. */
const codes: readonly (readonly [StoreErrorCode, RegExp])[] = [
  ['store-full', /\b(SQLITE_FULL|ENOSPC|53100)\b/],
  ['store-read-only', /\b(SQLITE_READONLY(_\w+)?|EROFS|25006)\b/],
  ['store-busy', /\b(SQLITE_BUSY(_\w+)?|P1008|SocketTimeout|P2028|P2024)\b/],
  [
    'store-unavailable',
    /\b(P10(00|01|02|03|10|17)|E(CONN(REFUSED|RESET)|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|PIPE)|SQLITE_(CANTOPEN|NOTADB|CORRUPT|IOERR)(_\w+)?|57P0\d|53300|3D000|28000|28P01)\b/,
  ],
]

/** By words, where there is no code. */
const words: readonly (readonly [StoreErrorCode, RegExp])[] = [
  ['store-full', /database or disk is full|No space left/i],
  ['store-read-only', /readonly database|read-only (transaction|file system)/],
  ['store-busy', /database is locked/],
  ['store-unavailable', /Connection terminated|timeout exceeded when trying to connect/],
]

/** Bugs stay what they are; what the database does to us becomes a `store-…` error. */
export function toBotError(error: unknown): unknown {
  if (error instanceof BotError) return error
  const { code, kind, original, message } = factsOf(error)
  const facts = [code, kind, original].join(' ')
  const sign =
    codes.find(([, pattern]) => pattern.test(facts)) ??
    words.find(([, pattern]) => pattern.test(message))
  return sign ? new BotError(sign[0], message, { cause: error }) : error
}
