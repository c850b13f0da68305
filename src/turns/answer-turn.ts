import { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import { titleFrom } from '../markdown/plain.ts'
import { checkMayAsk } from '../models/access.ts'
import type { AnswerScreen } from '../ports/chat.ts'
import type { ClaimedTurn, TurnEnd, TurnState } from '../ports/turns.ts'
import { type Card, card, say } from '../ui/card.ts'
import { attempt } from './attempt.ts'
import { stopCard } from './footer.ts'
import type { TurnParts } from './index.ts'
import { failed, type Outcome } from './outcome.ts'
import { placeOf, type Running } from './running.ts'

/** Takes one question from claim to end. Whatever goes wrong is told in the thread. */
export async function answerTurn(parts: TurnParts, running: Running): Promise<TurnState> {
  const { claimed, chat } = running
  const { turn } = claimed
  const refusal = await refusalOf(running)
  if (refusal) {
    await chat.whisper(placeOf(claimed), turn.member.id, refusal)
    await end(parts, claimed, 'failed', turn.postedRefs)
    return 'failed'
  }
  const screen = await openScreen(parts, running)
  const outcome = await attempt(parts, running, screen).catch(error =>
    failed(parts, running, error),
  )
  await finish(parts, running, screen, outcome)
  return outcome.state === 'interrupted' ? 'queued' : outcome.state
}

async function refusalOf({ claimed, chat, workspace }: Running): Promise<Card | undefined> {
  try {
    await checkMayAsk(chat, workspace, placeOf(claimed), claimed.turn.member.id)
  } catch (error) {
    if (error instanceof BotError && error.code === 'not-allowed') return say(error.message)
    throw error
  }
  return undefined
}

/** The screen and what has been posted on it so far. */
interface OpenScreen extends AnswerScreen {
  readonly refs: () => readonly string[]
}

async function openScreen(
  { store, stop, log }: TurnParts,
  { claimed, chat }: Running,
): Promise<OpenScreen> {
  const { turn, thread } = claimed
  let refs = turn.postedRefs
  const question = claimed.history.find(({ ref }) => ref === turn.questionRef)
  const screen = await chat.openAnswer({
    turnId: turn.id,
    place: placeOf(claimed),
    question: { id: turn.questionRef, author: turn.member },
    title: turn.startsThread ? thread.title : titleFrom(question?.text ?? thread.title),
    stop: stopCard(turn.id),
    replaces: turn.postedRefs,
    isResumed: turn.resumes > 0,
    onPosted(posted) {
      refs = posted
      store.turns.notePosted(turn.id, posted).catch(error => {
        log.warn({ err: error, turn: turn.id }, 'posted messages could not be noted')
      })
    },
    onStopped: () => stop(turn.id, 'stopped'),
  })
  return { ...screen, refs: () => refs }
}

async function finish(
  parts: TurnParts,
  { claimed, workspace, chat }: Running,
  screen: OpenScreen,
  { state, footer, files = [], reference }: Outcome,
): Promise<void> {
  try {
    await screen.finish(footer)
    if (files.length > 0) await chat.post(placeOf(claimed), card(...files))
  } catch (error) {
    parts.log.error(
      { err: error, turn: claimed.turn.id, workspace: workspace.id },
      'answer could not be shown',
    )
  }
  if (state === 'interrupted') return parts.store.turns.interrupt(claimed.turn.id, screen.refs())
  await end(parts, claimed, state, screen.refs(), reference)
}

async function end(
  { store, clock }: TurnParts,
  { turn }: ClaimedTurn,
  state: TurnEnd['state'],
  postedRefs: readonly string[],
  reference?: string,
): Promise<void> {
  const at = clock.now()
  await store.turns.end({ turnId: turn.id, state, postedRefs, at, ...defined({ reference }) })
}
