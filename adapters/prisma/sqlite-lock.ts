import Database from 'better-sqlite3'
import { BotError } from '../../src/errors.ts'

/**
 * One process per SQLite file. The lock is an open transaction on a file beside it, so the kernel lets go of it however
 * the process ends.
 *
 * @throws BotError `store-busy` when another process has it
 */
export function lockSqlite(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 })
  try {
    // the second statement because on a read-only disk the first one alone gives no lock and no error
    lock.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new BotError(
      'store-busy',
      `Another Switchboard is running on ${file}. Stop it first, or give this one its own DATA_DIR.`,
    )
  }
  return () => lock.close()
}
