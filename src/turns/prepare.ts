import type { CountTokens } from '../calls/token-counter.ts'
import { BotError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Catalog } from '../models/catalog.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { ChatMessage } from '../ports/llm.ts'
import type { StoredMessage } from '../ports/threads.ts'
import type { ClaimedTurn } from '../ports/turns.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { isImage, readFiles } from './files.ts'
import { linesBefore, mergeRoles, type Trimmed, toChatMessage, trim } from './history.ts'
import { type Pick, pickInstead, pickModel } from './pick-model.ts'
import { systemPrompt } from './system-prompt.ts'

/** A question ready to be sent. */
export interface Prepared extends Pick {
  readonly messages: readonly ChatMessage[]
  readonly inputTokens: number
  readonly maxOutputTokens: number
  /** What the reader has to know: files left out, messages left out. */
  readonly remarks: readonly string[]
}

export interface Preparing {
  readonly catalog: Catalog
  readonly chat: ChatPlatform
  readonly workspace: Workspace
  readonly log: Log
  readonly count: CountTokens
  readonly today: Date
  /** Instead of what the choices say, to save money. */
  readonly instead?: CatalogModel
}

const SMALLEST_WINDOW = 8000

/** @throws BotError `no-model`, `model-too-long`, or `conflict` when the question is gone */
export async function prepare(parts: Preparing, claimed: ClaimedTurn): Promise<Prepared> {
  const { catalog, workspace, count, today } = parts
  const { turn, thread, history, channelDefault } = claimed
  const lines = linesBefore(history, turn.questionRef)
  const question = lines?.at(-1)
  if (!lines || !question) throw new BotError('conflict', 'The question is gone.')
  const hasImages = question.attachments.some(isImage)
  const pick = parts.instead
    ? pickInstead(workspace, parts.instead)
    : pickModel(catalog, { workspace, thread, channelDefault, hasImages })
  const { contextWindow = SMALLEST_WINDOW, maxOutput } = pick.model
  const maxOutputTokens = Math.min(
    workspace.maxOutputTokens,
    maxOutput ?? workspace.maxOutputTokens,
    Math.floor(contextWindow / 2),
  )
  const system: ChatMessage = { role: 'system', text: systemPrompt(today) }
  const { messages, problems } = await withFiles(parts, pick, lines)
  const counted = messages.map(message => ({ message, tokens: count(message) }))
  const room = contextWindow - maxOutputTokens - count(system)
  const { kept, leftOut } = withoutLooseAnswers(trim(counted, room))
  const used = kept.reduce((sum, { tokens }) => sum + tokens, 0)
  if (used > room) throw new BotError('model-too-long', 'the question is larger than the window')
  return {
    ...pick,
    messages: [system, ...mergeRoles(kept.map(({ message }) => message))],
    inputTokens: used + count(system),
    maxOutputTokens,
    remarks: [...problems, ...leftOutRemark(leftOut)],
  }
}

/** Some providers refuse a conversation that begins with an answer. */
function withoutLooseAnswers<T extends { readonly message: ChatMessage }>({
  kept,
  leftOut,
}: Trimmed<T>): Trimmed<T> {
  const first = kept.findIndex(({ message }) => message.role === 'user')
  return { kept: kept.slice(first), leftOut: leftOut + first }
}

const leftOutRemark = (count: number): readonly string[] =>
  count === 0
    ? []
    : [
        `${count} earlier ${count === 1 ? 'message was' : 'messages were'} left out to fit the model`,
      ]

/** Files of the question, and those of what was said shortly before it. */
const WITH_FILES = 6

async function withFiles(
  { chat, workspace, log }: Preparing,
  { model }: Pick,
  lines: readonly StoredMessage[],
): Promise<{ messages: readonly ChatMessage[]; problems: readonly string[] }> {
  const canSee = model.inputModalities.includes('image')
  const reading = { chat, workspaceId: workspace.id, canSee, log }
  const problems: string[] = []
  const messages = await Promise.all(
    lines.map(async (line, index) => {
      const message = toChatMessage(line)
      if (line.attachments.length === 0 || index < lines.length - WITH_FILES) return message
      const files = await readFiles(reading, line)
      if (index === lines.length - 1) problems.push(...files.problems)
      return {
        ...message,
        text: message.text + files.text,
        ...(files.images.length > 0 && { images: files.images }),
      }
    }),
  )
  return { messages, problems }
}
