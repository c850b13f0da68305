import { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import type { Passed } from '../models/resolve-model.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { AnswerScreen } from '../ports/chat.ts'
import type { ClaimedTurn } from '../ports/turns.ts'
import type { FileBlock } from '../ui/card.ts'
import { type AutoFacts, budgetPercent } from './auto.ts'
import { callOrStandIn, type Failure } from './call-or-stand-in.ts'
import { cheaperAfter, cheaperInTime } from './economise.ts'
import { passedRemark, pausedCard } from './footer.ts'
import { inForm } from './in-form.ts'
import type { TurnParts } from './index.ts'
import { conclude, footerOf, type Outcome } from './outcome.ts'
import { mayBeAuto } from './pick-model.ts'
import { type Instead, type Prepared, prepare } from './prepare.ts'
import { present } from './present.ts'
import type { Running } from './running.ts'

/** A turn that died twice is not tried a third time: it may be what kills the process. */
const MAX_RESUMES = 1

/** From the question to a complete, saved answer. */
export async function attempt(
  parts: TurnParts,
  running: Running,
  screen: AnswerScreen,
): Promise<Outcome> {
  const { claimed, workspace, chat } = running
  const { turn, history } = claimed
  const saved = history.find(({ ref, role }) => role === 'assistant' && ref === turn.id)
  // what is complete costs nothing more to show
  if (workspace.pausedBy && !saved) {
    return { state: 'failed', footer: pausedCard(workspace.pausedBy) }
  }
  if (!saved && turn.resumes > MAX_RESUMES) {
    throw new BotError('conflict', 'This answer was interrupted twice, so I gave up on it.')
  }
  const { catalog, clock, log } = parts
  const count = await parts.calls.counter()
  const auto = mayBeAuto(workspace, claimed) ? await factsFor(parts, running) : undefined
  const today = clock.now()
  const preparing = { catalog, chat, workspace, log, count, today, ...defined({ auto }) }
  const chosen = await prepare(preparing, claimed)
  const shown = present(screen, turn.spec)
  if (saved) {
    const footer = footerOf(parts, running, chosen, remarksOf(claimed, chosen))
    return withFiles({ state: 'answered', footer }, shown.end(saved.text))
  }
  const prepareFor = (model: CatalogModel, level: Instead['level']) =>
    prepare({ ...preparing, instead: { model, level } }, claimed)
  const calling = { parts, running, screen: shown, prepareFor }
  const inTime = await cheaperInTime(parts, running, chosen)
  const first = inTime ? await prepareFor(inTime, 'budget') : chosen
  const reached = await callOrStandIn(calling, first).catch(async error => {
    const instead = cheaperAfter(parts, running, first, error)
    if (!instead) throw error
    return callOrStandIn(calling, await prepareFor(instead, 'budget'))
  })
  const { prepared, failures } = reached
  const { result, remarks: ofForm } = await inForm(calling, prepared, reached.result)
  const remarks = [...failures.map(told(prepared.name)), ...ofForm, ...remarksOf(claimed, prepared)]
  const outcome = await conclude(parts, running, prepared, remarks, result)
  if (outcome.state === 'answered') await noteTold(parts, claimed, prepared)
  const isShown = result.text.trim() !== '' && readable.includes(outcome.state)
  return isShown ? withFiles(outcome, shown.end(result.text)) : outcome
}

/** What there is of an answer stays, unless its question is gone or it will be written again. */
const readable: readonly Outcome['state'][] = ['answered', 'stopped', 'failed']

const withFiles = (outcome: Outcome, files: readonly FileBlock[]): Outcome => ({
  ...outcome,
  files,
})

const told =
  (name: string) =>
  (failure: Failure): string =>
    `${failure.name} ${failure.reason}, so ${name} answered`

/** What the router has to know, so that it can decide at once. */
async function factsFor(parts: TurnParts, { claimed, workspace }: Running): Promise<AutoFacts> {
  const [percent, records] = await Promise.all([
    budgetPercent(parts, workspace, claimed),
    parts.records(workspace),
  ])
  const { breaker } = parts.calls
  const isResting = (modelId: string) =>
    breaker.restingUntil({ workspaceId: workspace.id, modelId }) !== undefined
  return { budgetPercent: percent, records, isResting }
}

const remarksOf = (claimed: ClaimedTurn, prepared: Prepared): readonly string[] => [
  ...passedRemarks(claimed, prepared),
  ...prepared.remarks,
]

/** A task's and a prompt's model are chosen each time; the rest stays the same from question to question. */
const isOfThread = ({ level }: Passed): boolean =>
  !['prompt', 'member-task', 'workspace-task'].includes(level)

/** Why a stronger choice was passed over; for a model that is gone from the thread's own choices, once per thread. */
function passedRemarks({ thread }: ClaimedTurn, { resolution, name }: Prepared): readonly string[] {
  const [first] = resolution.passed
  if (!first || (isOfThread(first) && first.modelId === thread.toldMissing)) return []
  return [`${passedRemark(first)}, so ${name} answered`]
}

/** The next question may well fit the model. */
const isLasting = ({ obstacle }: Passed): boolean => !['no-images', 'no-room'].includes(obstacle)

async function noteTold(
  { store }: TurnParts,
  { thread }: ClaimedTurn,
  { resolution }: Prepared,
): Promise<void> {
  const [first] = resolution.passed
  if (!first || !isOfThread(first) || !isLasting(first)) return
  if (first.modelId === thread.toldMissing) return
  await store.threads.noteMissingTold(thread.id, first.modelId)
}
