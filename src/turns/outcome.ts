import type { CallResult } from '../calls/call-model.ts'
import { type BotError, explain } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import { refusalWords } from '../money/budget-words.ts'
import { OverBudget } from '../money/place-hold.ts'
import type { Standing } from '../ports/budgets.ts'
import type { Settlement } from '../ports/ledger.ts'
import type { TurnEnd } from '../ports/turns.ts'
import { buttons, type Card, card, type FileBlock, say, text } from '../ui/card.ts'
import { answerFooter, failureCard } from './footer.ts'
import type { TurnParts } from './index.ts'
import type { Prepared } from './prepare.ts'
import type { Running, StopReason } from './running.ts'
import { tellAlerts } from './tell-alerts.ts'

/** How a turn ends, and what stands under it. */
export interface Outcome {
  /** `interrupted`: to be taken up again by the next process. */
  readonly state: TurnEnd['state'] | 'interrupted'
  readonly footer: Card
  /** What belongs to the answer and is too long for a message. */
  readonly files?: readonly FileBlock[]
  readonly reference?: string
}

const deleted: Outcome = { state: 'removed', footer: say('_The question was deleted._') }
const interrupted: Outcome = {
  state: 'interrupted',
  footer: say('_Interrupted by a restart; the answer will be written again._'),
}

/** What the reader cannot see from the text. */
const endings: Partial<Readonly<Record<CallResult['end'], readonly string[]>>> = {
  length: ['the answer reached its length limit'],
  refused: ['the provider’s content policy ended the answer'],
}

/** Saves the answer, or what there is of it, and settles its call. */
export async function conclude(
  parts: TurnParts,
  running: Running,
  prepared: Prepared,
  remarks: readonly string[],
  result: CallResult,
): Promise<Outcome> {
  const { turn } = running.claimed
  const reason = reasonOf(running)
  const isKept = result.text.trim() !== '' && (reason === undefined || reason === 'stopped')
  await keep(parts, running, prepared, result, isKept)
  tellAlerts(parts, running, result.settlement).catch(error => {
    parts.log.warn({ err: error, turn: turn.id }, 'budgets could not be looked at')
  })
  if (reason === 'restart') return interrupted
  if (reason === 'removed') return deleted
  const shortened = result.isShortened ? ['a budget left room for a shorter answer only'] : []
  const notes = [...remarks, ...shortened, ...(endings[result.end] ?? [])]
  const footer = (problem?: string) =>
    footerOf(parts, running, prepared, notes, result.settlement, problem)
  if (reason === 'stopped') return { state: 'stopped', footer: footer('_Stopped._') }
  if (!result.error) return { state: 'answered', footer: footer() }
  const sentence = record(parts, running, result.error)
  const failure = isKept ? footer(sentence) : failureCard(turn.id, sentence)
  return { state: 'failed', footer: failure, reference: referenceOf(turn.id) }
}

async function keep(
  { store, clock }: TurnParts,
  running: Running,
  { model, name }: Prepared,
  { text, settlement }: CallResult,
  isKept: boolean,
): Promise<void> {
  if (isKept) {
    const { turn } = running.claimed
    const at = clock.now()
    return store.turns.saveAnswer({
      turn,
      text,
      modelId: model.id,
      modelName: name,
      settlement,
      at,
    })
  }
  const outcome = reasonOf(running) === 'restart' ? 'interrupted' : settlement.outcome
  await store.ledger.settle({ ...settlement, outcome })
}

/** What was thrown on the way, told in the thread. */
export function failed(parts: TurnParts, running: Running, error: unknown): Outcome {
  const reason = reasonOf(running)
  if (reason === 'removed') return deleted
  if (reason === 'restart') return interrupted
  if (reason === 'stopped') return { state: 'stopped', footer: say('_Stopped._') }
  const { turn } = running.claimed
  const sentence = record(parts, running, error)
  const reference = referenceOf(turn.id)
  if (error instanceof OverBudget) {
    return { state: 'failed', footer: overBudgetCard(running, error.standing), reference }
  }
  return { state: 'failed', footer: failureCard(turn.id, sentence), reference }
}

const overBudgetCard = ({ claimed, workspace, chat }: Running, standing: Standing): Card =>
  card(
    text(refusalWords(standing, chat.mention, workspace)),
    buttons(
      { label: 'Try again', action: 'turn.again', value: claimed.turn.id },
      { label: 'Raise the budget', action: 'budget.raise', value: standing.limit.budget.id },
    ),
  )

const reasonOf = ({ signal }: Running): StopReason | undefined =>
  signal.aborted ? (signal.reason as StopReason) : undefined

const referenceOf = (id: string): string => id.slice(-8)

function record(
  { log }: TurnParts,
  { claimed, workspace }: Running,
  error: BotError | unknown,
): string {
  const { turn } = claimed
  const { level, sentence } = explain(error, referenceOf(turn.id))
  log[level]({ err: error, turn: turn.id, workspace: workspace.id }, 'turn failed')
  return sentence
}

export function footerOf(
  { workspaces }: TurnParts,
  { claimed, workspace }: Running,
  pick: Prepared,
  remarks: readonly string[],
  settlement?: Settlement,
  problem?: string,
): Card {
  const { turn, thread } = claimed
  const models = workspaces.enabledModels(workspace)
  const footer = { turnId: turn.id, threadId: thread.id, pick, remarks, models }
  const { roomier } = pick
  return answerFooter({ ...footer, ...defined({ settlement, roomier }) }, problem)
}
