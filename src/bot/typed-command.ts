import type { ChatPlatform, IncomingMessage, Invocation, Responder } from '../ports/chat.ts'
import type { Command } from './define-command.ts'

const TYPED = /^(?<sign>[!/])(?<root>[a-z][a-z-]*)(?:\s+(?<rest>[\s\S]*))?$/

/**
 * `!model gpt-5`, or `/model gpt-5` after the bot's name: a message that is a command. `!` counts only with a known
 * name, since people shout; `/` always.
 */
export function readTyped(
  message: IncomingMessage,
  commands: readonly Command[],
): Invocation | undefined {
  const { sign, root = '', rest = '' } = TYPED.exec(message.text.trim())?.groups ?? {}
  const roots = new Set(commands.map(({ path }) => path.split(' ')[0]))
  if (sign === undefined || (sign === '!' && !roots.has(root) && root !== 'switchboard')) {
    return undefined
  }
  const words = (root === 'switchboard' ? rest : `${root} ${rest}`).trim()
  return {
    ...splitPath(words, commands),
    id: message.id,
    actor: message.author,
    place: message.place,
  }
}

/** The longest declared path at the start of the words; the rest is the line. Nothing at all is `help`. */
export function splitPath(
  words: string,
  commands: readonly Command[],
): Pick<Invocation, 'command' | 'input'> {
  const matching = commands
    .map(({ path }) => path)
    .filter(path => words === path || words.startsWith(`${path} `))
    .sort((a, b) => b.length - a.length)
  const command = matching[0] ?? (words.split(/\s+/, 2).join(' ') || 'help')
  return { command, input: { kind: 'line', line: words.slice(command.length).trim() } }
}

/** Answers somebody who typed: privately, as far as the platform can. */
export function typedResponder(chat: ChatPlatform, message: IncomingMessage): Responder {
  const { place, author, id } = message
  // at the top level of a channel the answer belongs under the message
  const where = place.threadId === undefined && !place.isDirect ? { ...place, threadId: id } : place
  const whisper = (card: Parameters<ChatPlatform['whisper']>[2]) =>
    chat.whisper(where, author.id, card)
  return {
    canOpen: false,
    dialog: { fields: Number.POSITIVE_INFINITY, choices: Number.POSITIVE_INFINITY },
    open: async () => {
      throw new TypeError('a typed message cannot open a form')
    },
    begin: async visibility => ({
      redraws: false,
      show: card => (visibility === 'public' ? chat.post(where, card) : whisper(card)),
    }),
    replace: async () => ({ redraws: false, show: whisper }),
    refuse: whisper,
  }
}
