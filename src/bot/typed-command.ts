import type { ChatPlatform, IncomingMessage, Invocation, Responder } from '../ports/chat.ts'
import type { Command } from './define-command.ts'

// a phone begins each sentence with a capital
const TYPED = /^(?<sign>[!/])(?<root>[a-z][a-z-]*)(?:\s+(?<rest>[\s\S]*))?$/i

/**
 * `!model gpt-5`, or `/model gpt-5` after the bot's name: a message that is a command. `!` counts only with a known
 * name, since people shout; `/` always.
 */
export function readTyped(
  message: IncomingMessage,
  commands: readonly Command[],
): Invocation | undefined {
  const { sign, root: typed = '', rest = '' } = TYPED.exec(message.text.trim())?.groups ?? {}
  const root = typed.toLowerCase()
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
    attachments: message.attachments,
  }
}

/** The longest declared path at the start of the words; the rest is the line. Nothing at all is `help`. */
export function splitPath(
  words: string,
  commands: readonly Command[],
): Pick<Invocation, 'command' | 'input'> {
  const [first = '', second = ''] = words.toLowerCase().split(/\s+/, 2)
  const both = `${first} ${second}`
  const isGroup = commands.some(({ path }) => path.startsWith(`${first} `))
  const isBoth = isGroup && second !== '' && !commands.some(({ path }) => path === first)
  const command = isBoth || commands.some(({ path }) => path === both) ? both : first || 'help'
  const line = words.replace(command === both ? /^\S+\s+\S+/ : /^\S+/, '').trim()
  return { command, input: { kind: 'line', line } }
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
      async show(card) {
        await (visibility === 'public' ? chat.post(where, card) : whisper(card))
      },
      refuse: whisper,
    }),
    replace: async () => ({ redraws: false, show: whisper }),
    refuse: whisper,
  }
}
