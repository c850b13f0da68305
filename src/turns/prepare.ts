import type { CountTokens } from '../calls/token-counter.ts'
import { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import type { Log } from '../log.ts'
import type { Catalog } from '../models/catalog.ts'
import { paramsOf } from '../models/params.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { ChatMessage } from '../ports/llm.ts'
import type { StoredMessage } from '../ports/threads.ts'
import type { ClaimedTurn, Turn } from '../ports/turns.ts'
import type { ModelParams, Workspace } from '../ports/workspaces.ts'
import type { AutoFacts } from './auto.ts'
import { isImage, readFiles } from './files.ts'
import { linesBefore, mergeRoles, type Trimmed, toChatMessage, trim, unsigned } from './history.ts'
import { type Needs, type Pick, pickInstead, pickModel } from './pick-model.ts'
import { roomIn } from './room.ts'
import { cheapestWithRoom, type Roomier } from './roomier.ts'
import { schemaInstructions } from './structured.ts'
import { systemPrompt } from './system-prompt.ts'

/** A question ready to be sent. */
export interface Prepared extends Pick {
  readonly messages: readonly ChatMessage[]
  readonly inputTokens: number
  readonly maxOutputTokens: number
  readonly temperature?: number
  /** What the reader has to know: files left out, messages left out. */
  readonly remarks: readonly string[]
  /** Where messages were left out: who could read all of them. */
  readonly roomier?: Roomier
}

export interface Preparing {
  readonly catalog: Catalog
  readonly chat: ChatPlatform
  readonly workspace: Workspace
  readonly log: Log
  readonly count: CountTokens
  readonly today: Date
  /** Instead of what the choices say: to save money, or because another model failed. */
  readonly instead?: Instead
  /** What the router is told, where it may have to choose. */
  readonly auto?: AutoFacts
}

export interface Instead {
  readonly model: CatalogModel
  readonly level: 'budget' | 'fallback'
}

/** @throws BotError `no-model`, `model-too-long`, or `conflict` when the question is gone */
export async function prepare(parts: Preparing, claimed: ClaimedTurn): Promise<Prepared> {
  const { catalog, workspace, instead } = parts
  const { turn, history } = claimed
  const lines = linesBefore(history, turn.questionRef)
  const question = lines?.at(-1)
  if (!lines || !question) throw new BotError('conflict', 'The question is gone.')
  const outputTokens = turn.spec?.maxOutputTokens
  const material = turn.spec?.kind === 'task' ? lines : [question]
  const eyes = material.some(({ attachments }) => attachments.some(isImage))
  const needs = { eyes, inputTokens: 0, outputTokens }
  const pick = (inputTokens: number): Pick =>
    instead
      ? pickInstead(workspace, instead.model, instead.level)
      : pickModel(catalog, workspace, claimed, { ...needs, inputTokens }, parts.auto)
  const asked = { turn, lines, outputTokens }
  const first = await fill(parts, pick(0), asked)
  if (first.fits)
    return first.leftOut > 0 ? widen(parts, first, { needs, pick, asked }) : first.prepared
  const larger = await fill(parts, pick(first.prepared.inputTokens), asked)
  if (larger.fits) return larger.prepared
  throw new BotError('model-too-long', 'the question is larger than the window')
}

interface Widening {
  readonly needs: Needs
  readonly pick: (inputTokens: number) => Pick
  readonly asked: Asked
}

/** The thread outgrew the model: under auto another one answers where it can read all, else that one is offered. */
async function widen(
  { catalog, workspace, ...parts }: Preparing,
  { prepared, wholeTokens }: Filled,
  { needs, pick, asked }: Widening,
): Promise<Prepared> {
  const roomier = cheapestWithRoom(catalog, workspace, { ...needs, inputTokens: wholeTokens })
  if (!roomier) return prepared
  if (!prepared.resolution.isAuto) return { ...prepared, roomier }
  const moved = await fill({ ...parts, catalog, workspace }, pick(wholeTokens), asked)
  if (!moved.fits || moved.leftOut > 0) return prepared
  const remark = `the thread has outgrown ${prepared.name}, so ${moved.prepared.name} took over`
  return { ...moved.prepared, remarks: [...moved.prepared.remarks, remark] }
}

interface Asked {
  readonly turn: Turn
  /** The question is the last one. */
  readonly lines: readonly StoredMessage[]
  /** The longest answer, where the turn says so itself. */
  readonly outputTokens: number | undefined
}

interface Filled {
  readonly prepared: Prepared
  readonly fits: boolean
  /** Messages for which there was no room. */
  readonly leftOut: number
  /** What a model reads that has room for all. */
  readonly wholeTokens: number
}

/** As much of the conversation as the model's window takes; the question in any case. */
async function fill(
  parts: Preparing,
  pick: Pick,
  { turn, lines, outputTokens }: Asked,
): Promise<Filled> {
  const { workspace, count, today } = parts
  const { maxOutputTokens, inputTokens } = roomIn(workspace, pick.model, outputTokens)
  const params = paramsOf(workspace, pick.model.id)
  const { system: work, output } = turn.spec ?? {}
  const form = output && schemaInstructions(output)
  const text = systemPrompt(today, params.systemPrompt, work, form)
  const system: ChatMessage = { role: 'system', text }
  const { messages, problems } = await withFiles(parts, pick, turn, lines)
  const counted = messages.map(message => ({ message, tokens: count(message) }))
  const room = inputTokens - count(system)
  const { kept, leftOut } = withoutLooseAnswers(trim(counted, room))
  const used = kept.reduce((sum, { tokens }) => sum + tokens, 0)
  const temperature = turn.spec?.temperature ?? temperatureOf(workspace, params)
  const prepared = {
    ...pick,
    messages: [system, ...mergeRoles(kept.map(({ message }) => message))],
    inputTokens: used + count(system),
    maxOutputTokens,
    remarks: [...problems, ...leftOutRemark(leftOut)],
    ...defined({ temperature }),
  }
  const wholeTokens = counted.reduce((sum, { tokens }) => sum + tokens, count(system))
  return { prepared, fits: used <= room, leftOut, wholeTokens }
}

function temperatureOf(workspace: Workspace, params: ModelParams): number | undefined {
  const temperature = params.temperature ?? workspace.temperature
  return temperature === undefined ? undefined : Number(temperature)
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

/** Files of the question, and those of what was said shortly before it; what a task is put to is the whole thread. */
const WITH_FILES = 6

async function withFiles(
  { chat, workspace, log }: Preparing,
  { model }: Pick,
  turn: Turn,
  lines: readonly StoredMessage[],
): Promise<{ messages: readonly ChatMessage[]; problems: readonly string[] }> {
  const canSee = model.inputModalities.includes('image')
  const reading = { chat, workspaceId: workspace.id, canSee, log }
  const reach = turn.spec ? lines.length : WITH_FILES
  const problems: string[] = []
  const messages = await Promise.all(
    lines.map(async (line, index) => {
      const isQuestion = index === lines.length - 1
      const message = isQuestion && turn.spec ? unsigned(line) : toChatMessage(line)
      if (line.attachments.length === 0 || index < lines.length - reach) return message
      const files = await readFiles(reading, line)
      if (turn.spec || isQuestion) problems.push(...files.problems)
      return {
        ...message,
        text: message.text + files.text,
        ...(files.images.length > 0 && { images: files.images }),
      }
    }),
  )
  return { messages, problems }
}
