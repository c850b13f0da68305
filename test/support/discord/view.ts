import { asList } from './check-parts.ts'
import type { Component, Json, Message } from './entities.ts'
import { byId } from './ids.ts'
import { loadingFlag } from './messages.ts'
import { findUser, flatten, isRecord, type World } from './world.ts'

interface SeenFile {
  readonly name: string
  readonly contentType: string
  readonly url: string
  readonly bytes: Buffer
}

interface SeenSelect {
  readonly customId: string
  readonly placeholder: string
  readonly options: readonly string[]
  readonly chosen: readonly string[]
  readonly disabled: boolean
}

/** A message as a person sees it at this moment. */
export interface SeenMessage {
  readonly id: string
  readonly channelId: string
  readonly author: string
  readonly authorId: string
  /** Content, embeds and text displays, line by line. */
  readonly text: string
  readonly buttons: readonly string[]
  readonly disabledButtons: readonly string[]
  readonly links: readonly string[]
  readonly selects: readonly SeenSelect[]
  readonly files: readonly SeenFile[]
  readonly reactions: readonly string[]
  readonly isEphemeral: boolean
  /** "Switchboard is thinking…" */
  readonly isLoading: boolean
  readonly editedTimes: readonly number[]
  readonly raw: Message
}

function embedText(embed: Json): string[] {
  const part = (value: unknown, key: string) => (isRecord(value) ? value[key] : undefined)
  const fields = asList(embed['fields']).flatMap(field => [field['name'], field['value']])
  const { author, title, description, footer } = embed
  return [part(author, 'name'), title, description, ...fields, part(footer, 'text')].filter(
    text => typeof text === 'string',
  )
}

function textOf(message: Message): string {
  const parts = flatten(message.components).flatMap(component => [
    ...(component.content ? [component.content] : []),
    ...(component.items ?? []).flatMap(({ description }) => description ?? []),
  ])
  return [message.content, ...message.embeds.flatMap(embedText), ...parts]
    .filter(Boolean)
    .join('\n')
}

export function labelOf({ label, emoji }: Component): string {
  return label || emoji?.name || ''
}

export const selectTypes = [3, 5, 6, 7, 8]

function toSelect(select: Component): SeenSelect {
  const options = select.options ?? []
  return {
    customId: select.custom_id ?? '',
    placeholder: select.placeholder ?? '',
    options: options.map(({ label }) => label),
    chosen: options.filter(option => option.default).map(({ label }) => label),
    disabled: select.disabled === true,
  }
}

function filesOf(world: World, { attachments, channelId }: Message): SeenFile[] {
  return attachments.map(({ id, filename, contentType, bytes }) => ({
    name: filename,
    contentType,
    bytes,
    url: `${world.origin}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`,
  }))
}

export function see(world: World, message: Message): SeenMessage {
  const all = flatten(message.components)
  const buttons = all.filter(({ type }) => type === 2)
  const author = findUser(world, message.authorId)
  return {
    id: message.id,
    channelId: message.channelId,
    author: author.name,
    authorId: author.id,
    text: textOf(message),
    buttons: buttons.filter(({ style }) => style !== 5).map(labelOf),
    disabledButtons: buttons.filter(({ disabled }) => disabled).map(labelOf),
    links: buttons.flatMap(({ url }) => url ?? []),
    selects: all.filter(({ type }) => selectTypes.includes(type)).map(toSelect),
    files: filesOf(world, message),
    reactions: message.reactions
      .filter(({ userIds }) => userIds.length > 0)
      .map(({ emoji }) => emoji),
    isEphemeral: message.ephemeralFor !== undefined,
    isLoading: (message.flags & loadingFlag) !== 0,
    editedTimes: message.edits.map(({ at }) => at),
    raw: message,
  }
}

/** What stands in a channel: for everyone, or also what only this person sees. */
export function messagesIn(world: World, channelId: string, viewerId?: string): SeenMessage[] {
  return [...world.messages.values()]
    .filter(message => message.channelId === channelId && !message.deletedAt)
    .filter(({ ephemeralFor }) => !ephemeralFor || ephemeralFor === viewerId)
    .sort((a, b) => byId(a.id, b.id))
    .map(message => see(world, message))
}

function describe(message: SeenMessage): string {
  const { author, text, buttons, selects, files, isEphemeral, isLoading, raw } = message
  const marks = [
    ...(isEphemeral ? [`only ${raw.ephemeralFor}`] : []),
    ...(isLoading ? ['thinking'] : []),
    ...([0, 19, 20, 23].includes(raw.type) ? [] : [`system ${raw.type}`]),
    ...(raw.edits.length > 0 ? [`${raw.edits.length} edits`] : []),
  ]
  const parts = [
    text.replaceAll('\n', '\n    '),
    ...buttons.map(label => `[${label}]`),
    ...selects.map(({ placeholder, options }) => `<${placeholder}: ${options.join(' | ')}>`),
    ...files.map(({ name }) => `{${name}}`),
  ]
  return `  ${author}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}: ${parts.join(' ')}`
}

/** Everything that can be seen, and the latest calls: what a failed wait shows. */
export function dump(world: World): string {
  const places = [...world.channels.values()].map(({ id, name }) => {
    const all = [...world.messages.values()].filter(
      each => each.channelId === id && !each.deletedAt,
    )
    return [`#${name || 'dm'} ${id}`, ...all.map(message => describe(see(world, message)))].join(
      '\n',
    )
  })
  const calls = world.calls
    .slice(-15)
    .map(
      ({ method, path, status, error }) =>
        `  ${method} ${path} → ${status}${error ? ` (${error})` : ''}`,
    )
  const violations = world.violations.map(
    ({ kind, what, route, detail }) =>
      `  ${kind}: ${what} at ${route} ${JSON.stringify(detail)?.slice(0, 600) ?? ''}`,
  )
  return [...places, 'calls:', ...calls, 'violations:', ...violations].join('\n')
}

export function isTyping(world: World, channelId: string): boolean {
  const last = world.typing.filter(each => each.channelId === channelId).at(-1)?.at ?? 0
  const wrote = messagesIn(world, channelId).filter(({ authorId }) => authorId === world.bot.id)
  return last > Date.now() - 10_000 && !wrote.some(({ raw }) => raw.createdAt >= last)
}

/** Polls until there is an answer; a failure shows what was there instead. */
export async function waitFor<T>(
  world: World,
  given: { predicate: () => T | Promise<T>; what: string; timeoutMs: number },
): Promise<NonNullable<Exclude<T, false | '' | 0>>> {
  const end = Date.now() + given.timeoutMs
  for (;;) {
    const value = await given.predicate()
    if (value) return value as NonNullable<Exclude<T, false | '' | 0>>
    if (Date.now() > end) break
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error(`Waited ${given.timeoutMs} ms in vain for ${given.what}\n${dump(world)}`)
}
