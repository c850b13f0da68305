import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BotError } from '../../src/errors.ts'
import type { WireFile } from './protocol.ts'

export const maxFileBytes = 20 * 1024 * 1024
export const maxFiles = 10

/** What people attached. */
export interface FileShelf {
  add(name: string, mimeType: string, bytes: Uint8Array): WireFile
  find(ref: string): WireFile | undefined
  read(ref: string): Promise<Uint8Array>
}

export function createFileShelf(folder: string | undefined): FileShelf {
  let made: string | undefined
  const where = (): string => {
    made ??= folder ?? mkdtempSync(join(tmpdir(), 'switchboard-'))
    mkdirSync(made, { recursive: true })
    return made
  }
  return {
    add(name, mimeType, bytes) {
      const file: WireFile = { name, mimeType, sizeBytes: bytes.byteLength, ref: randomUUID() }
      writeFileSync(join(where(), file.ref), bytes, { mode: 0o600 })
      writeFileSync(join(where(), `${file.ref}.json`), JSON.stringify(file), { mode: 0o600 })
      return file
    },
    find(ref) {
      if (!/^[0-9a-f-]{36}$/.test(ref)) return undefined
      const path = join(where(), `${ref}.json`)
      return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
    },
    async read(ref) {
      if (this.find(ref) === undefined) throw new BotError('chat-gone', 'this file is gone')
      return readFile(join(where(), ref))
    },
  }
}
