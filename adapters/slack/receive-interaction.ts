import type {
  ActionPress,
  FormSubmission,
  Invocation,
  Person,
  Place,
} from '../../src/ports/chat.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import type { FormValues } from '../../src/ui/form.ts'
import { fromActionId } from './action-id.ts'
import { fromCommandText } from './from-mrkdwn.ts'
import { asJson, at, type Json, listAt, textAt, textsAt } from './json.ts'
import { type Identity, toPlace, toReference } from './receive.ts'
import { rootCommand, toCallbackId } from './register.ts'

/** The longest command that the words begin with, and what is left of the line. */
function split(words: string, paths: readonly string[]): { command: string; line: string } {
  const lower = words.toLowerCase()
  const [first = ''] = lower.split(/\s/)
  const path = paths
    .filter(one => lower.startsWith(one) && /^(?:\s|$)/.test(lower.slice(one.length)))
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '')
  if (path !== '') return { command: path, line: words.slice(path.length).trim() }
  const isGroup = paths.some(one => one.startsWith(`${first} `))
  if (!isGroup) return { command: first, line: words.slice(first.length).trim() }
  // A group with a word that nobody declared: the bot names what there is.
  const [command = first] = /^\S+(?: \S+)?/.exec(lower) ?? []
  return { command, line: words.slice(command.length).trim() }
}

/** `/models enable gpt-5` and `/switchboard models enable gpt-5`. */
export function fromSlash(body: Json, me: Identity, paths: readonly string[]): Invocation {
  const name = textAt(body, 'command').replace(/^\//, '')
  const text = fromCommandText(textAt(body, 'text'))
  const full = name === rootCommand ? text : `${name} ${text}`
  const words = full.trim().replace(/^(\S+)[ \u00a0]+/, '$1 ')
  const { command, line } = split(words || 'help', paths)
  return {
    id: toReference(textAt(body, 'trigger_id')),
    command,
    input: { kind: 'line', line },
    actor: { id: textAt(body, 'user_id'), name: textAt(body, 'user_name') },
    place: toPlace(me, textAt(body, 'channel_id')),
  }
}

/** A message shortcut runs its command on the thread of the message. */
export function fromShortcut(
  body: Json,
  me: Identity,
  commands: readonly CommandInfo[],
): Invocation | undefined {
  const callbackId = textAt(body, 'callback_id')
  const info = commands.find(one => one.shortcut && toCallbackId(one.path) === callbackId)
  if (!info) return undefined
  const message = asJson(body['message'])
  const threadId =
    textAt(message, 'thread_ts') || textAt(message, 'ts') || textAt(body, 'message_ts')
  return {
    id: toReference(textAt(body, 'trigger_id')),
    command: info.path,
    input: { kind: 'line', line: '' },
    actor: personOf(body),
    place: toPlace(me, textAt(body, 'channel', 'id'), threadId),
  }
}

const personOf = (body: Json): Person => {
  const id = textAt(body, 'user', 'id')
  return { id, name: textAt(body, 'user', 'name') || textAt(body, 'user', 'username') || id }
}

/** `home` is where presses in App Home are answered: the person's DM. */
export function fromPress(body: Json, me: Identity, home: string): ActionPress | undefined {
  const [action] = listAt(body, 'actions')
  const known = fromActionId(textAt(action, 'action_id'))
  if (!action || !known) return undefined
  const isMenu = textAt(action, 'type') !== 'button'
  return {
    id: toReference(textAt(body, 'trigger_id'), textAt(action, 'action_ts')),
    action: known.action,
    value: isMenu ? known.value : textAt(action, 'value'),
    chosen: isMenu ? chosenIn(action) : [],
    actor: personOf(body),
    place: pressPlace(body, me, home),
  }
}

function pressPlace(body: Json, me: Identity, home: string): Place {
  const container = asJson(body['container'])
  const channelId = textAt(body, 'channel', 'id') || textAt(container, 'channel_id')
  if (channelId === '') return toPlace(me, home)
  const threadTs = textAt(container, 'thread_ts') || textAt(body, 'message', 'thread_ts')
  return toPlace(me, channelId, threadTs === textAt(container, 'message_ts') ? '' : threadTs)
}

function chosenIn(action: Json): readonly string[] {
  const several = listAt(action, 'selected_options').map(option => textAt(option, 'value'))
  const one = textAt(action, 'selected_option', 'value')
  return one === '' ? several : [one]
}

export function fromSubmission(body: Json, me: Identity): FormSubmission {
  const view = asJson(body['view'])
  const metadata = readMetadata(textAt(view, 'private_metadata'))
  return {
    id: toReference(textAt(view, 'id'), textAt(view, 'hash'), textAt(body, 'trigger_id')),
    form: textAt(view, 'callback_id'),
    state: textAt(metadata, 'state'),
    values: valuesOf(view),
    actor: personOf(body),
    place: toPlace(
      me,
      textAt(metadata, 'place', 'channelId'),
      textAt(metadata, 'place', 'threadId'),
    ),
  }
}

function readMetadata(text: string): Json {
  try {
    return asJson(JSON.parse(text))
  } catch {
    return {}
  }
}

/** The fields of a form by the id they were declared with. */
export const fieldsOf = (view: unknown): readonly string[] =>
  listAt(view, 'blocks')
    .filter(block => textAt(block, 'type') === 'input')
    .map(block => textAt(block, 'block_id'))

function valuesOf(view: Json): FormValues {
  const values = asJson(at(view, 'state', 'values'))
  const entries = fieldsOf(view).map(id => [id, typedIn(asJson(at(values, id, 'value')))] as const)
  return Object.fromEntries(entries)
}

const singles = ['value', 'selected_user', 'selected_conversation', 'selected_channel']
const lists = ['selected_users', 'selected_conversations', 'selected_channels']

function typedIn(element: Json): readonly string[] {
  const several = [...lists.flatMap(key => textsAt(element, key)), ...chosenIn(element)]
  const one = singles.map(key => textAt(element, key)).filter(text => text !== '')
  return [...several, ...one]
}
