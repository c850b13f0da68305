import { setTimeout as sleep } from 'node:timers/promises'
import { asText } from './json.ts'
import { renderView } from './render.ts'
import { show, visible } from './screen.ts'
import type { Message, World } from './world.ts'

const line = (world: World, message: Message): string => {
  const shown = show(world, message)
  const marks = [
    ...(shown.isStreaming ? ['writing'] : []),
    ...(shown.ephemeralTo ? [`only ${shown.ephemeralTo}`] : []),
  ]
  const indent = message.threadTs && message.threadTs !== message.ts ? '    ' : '  '
  const mark = marks.length > 0 ? ` (${marks.join(', ')})` : ''
  return `${indent}${shown.author}${mark}: ${shown.text.replaceAll('\n', `\n${indent}  `)}`
}

// Everything anybody sees, for the message of a failed test.
export const dump = (world: World): string => {
  const channels = [...world.channels.values()].map(one =>
    [`#${one.name} (${one.id})`, ...visible(world, one.id).map(each => line(world, each))].join(
      '\n',
    ),
  )
  const views = world.views
    .filter(view => view.isOpen)
    .map(view => `${asText(view.content['type'])} of ${view.user}:\n${renderView(view)}`)
  const violations = world.violations.map(one => `${one.method}: ${one.code}: ${one.detail}`)
  const calls = world.calls
    .slice(-15)
    .map(one => `${one.method} ${asText(one.response?.['error'] ?? (one.response ? 'ok' : '…'))}`)
  return [
    ...channels,
    ...views,
    `statuses: ${[...world.statuses].map(([key, one]) => `${key} ${one.status}`).join(', ')}`,
    `violations: ${violations.join('; ') || 'none'}`,
    `last calls: ${calls.join(', ')}`,
  ].join('\n')
}

export const waitFor = async <T>(
  world: World,
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  what = 'what was expected',
  timeoutMs = 5000,
): Promise<T> => {
  const end = Date.now() + timeoutMs
  let trouble = ''
  while (Date.now() < end) {
    try {
      const found = await look()
      if (found) return found
      trouble = ''
    } catch (error) {
      trouble = `\n${String(error)}`
    }
    await sleep(15)
  }
  throw new Error(`Waited ${timeoutMs} ms for ${what}${trouble}\n${dump(world)}`)
}
