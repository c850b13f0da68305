import type { ComponentChildren } from 'preact'
import { world } from './state.ts'

const pattern = /(^|[\s(])([@#][A-Za-z][\w-]*)/g

/** `@Ada` and `#general` stand out where there is somebody or something of that name. */
export function withNames(text: string): ComponentChildren {
  const parts: ComponentChildren[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const [whole, before = '', name = ''] = match
    if (!isKnown(name)) continue
    const start = match.index + before.length
    parts.push(text.slice(end, start), <span class="name">{name}</span>)
    end = match.index + whole.length
  }
  if (parts.length === 0) return text
  parts.push(text.slice(end))
  return parts
}

function isKnown(name: string): boolean {
  const now = world.get()
  if (now === undefined) return false
  const bare = name.slice(1).toLowerCase()
  const known = name.startsWith('@') ? [now.bot, ...now.people] : now.channels
  return known.some(one => one.name.toLowerCase() === bare)
}
