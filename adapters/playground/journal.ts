import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Change, WireMessage } from './protocol.ts'
import { applyChange, type Messages } from './room.ts'

/** Keeps what the playground shows across restarts. What is recorded has been handed to the system before it is shown. */
export interface Journal {
  record(change: Change): void
  close(): void
}

export const noJournal: Journal = { record: () => {}, close: () => {} }

export function readJournal(file: string): WireMessage[] {
  if (!existsSync(file)) return []
  const messages: Messages = new Map()
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const change = readLine(line)
    if (change !== undefined) applyChange(messages, change)
  }
  return [...messages.values()].filter(message => !message.pending).map(interrupted)
}

/** Starts over with what is left, so that the file does not grow for ever. */
export function openJournal(file: string, messages: Iterable<WireMessage>): Journal {
  mkdirSync(dirname(file), { recursive: true })
  const fresh = `${file}.new`
  const lines = Array.from(messages, message => toLine({ kind: 'put', message }))
  writeFileSync(fresh, lines.join(''), { mode: 0o600 })
  renameSync(fresh, file)
  const handle = openSync(file, 'a')
  let isOpen = true
  return {
    record(change) {
      if (isOpen && change.kind !== 'home') writeSync(handle, toLine(change))
    },
    close() {
      if (!isOpen) return
      isOpen = false
      fsyncSync(handle)
      closeSync(handle)
    },
  }
}

const toLine = (change: Change): string => `${JSON.stringify(change)}\n`

/** A process that was killed leaves half a line at the end. */
function readLine(line: string): Change | undefined {
  try {
    const change: Change | null = JSON.parse(line)
    return typeof change === 'object' && change !== null ? change : undefined
  } catch {
    return undefined
  }
}

/** Nothing grows after a restart until the bot takes it up again. */
function interrupted(message: WireMessage): WireMessage {
  if (message.answer?.state !== 'growing') return message
  const { stop: _, ...answer } = message.answer
  return { ...message, answer: { ...answer, state: 'interrupted' } }
}
