import { randomBytes } from 'node:crypto'

let made = 0

/** A UUID of version 7: sorts by the time it was made, and within a millisecond by the order of making. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  // the twelve bits after the version count, as RFC 9562 allows
  made = (made + 1) % 0x1000
  bytes.writeUInt16BE(0x7000 | made, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
