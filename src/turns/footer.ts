import { contextText, priceLine } from '../models/describe-model.ts'
import { modelOptions, toThreadModel } from '../models/model-menu.ts'
import { obstacleText, type Passed, sourceOf } from '../models/resolve-model.ts'
import type { EnabledEntry } from '../models/workspaces.ts'
import { formatCost } from '../money/format-money.ts'
import type { Settlement } from '../ports/ledger.ts'
import { buttons, type Card, card, menu, note, say, text } from '../ui/card.ts'
import type { Pick } from './pick-model.ts'
import type { Roomier } from './roomier.ts'

interface Footer {
  readonly turnId: string
  readonly threadId: string
  readonly pick: Pick
  readonly settlement?: Settlement
  readonly remarks: readonly string[]
  readonly models: readonly EnabledEntry[]
  readonly roomier?: Roomier
}

/** Under each answer, small: the model, why that one, what it cost; and a menu to switch. */
export function answerFooter(footer: Footer, problem?: string): Card {
  const { turnId, threadId, pick, settlement, remarks, models, roomier } = footer
  const paid = settlement ? ` · ${cost(settlement)}` : ''
  return card(
    problem === undefined ? undefined : text(problem),
    note(`**${pick.name}** · ${reasonOf(pick)}${paid}`),
    remarks.length > 0 ? note(remarks.map(sentence).join(' ')) : undefined,
    roomier && note(roomierWords(roomier)),
    switchMenu(threadId, models, pick.model.id),
    buttons(
      { label: 'Regenerate', action: 'turn.again', value: turnId },
      ...(roomier ? [threadButton('Move to', 'thread.pin', threadId, roomier)] : []),
      ...(pick.why === undefined
        ? []
        : [
            threadButton('Pin', 'thread.pin', threadId, pick),
            threadButton('Avoid', 'thread.avoid', threadId, pick),
          ]),
    ),
  )
}

/** Who chose this model; the router says why. */
const reasonOf = ({ resolution, why }: Pick): string =>
  why === undefined ? sourceOf(resolution.level) : `auto: ${why}`

const roomierWords = ({ model, name }: Roomier): string =>
  `**${name}** has room for the whole thread: ${contextText(model.contextWindow)} context · ${priceLine(model)}.`

/** About one model in one thread. */
const threadButton = (
  verb: string,
  action: string,
  threadId: string,
  { model, name }: Roomier,
) => ({
  label: `${verb} ${name}`.slice(0, LABEL),
  action,
  value: toThreadModel(threadId, model.id),
})

const LABEL = 75

const cost = ({ costNano, isEstimated }: Settlement): string =>
  `${formatCost(costNano)}${isEstimated ? ' (estimated)' : ''}`

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`

export const switchMenu = (
  threadId: string,
  models: readonly EnabledEntry[],
  chosenId: string | undefined,
) => {
  const options = modelOptions(models, chosenId)
  return options.length === 0
    ? undefined
    : menu({
        action: 'thread.model',
        value: threadId,
        placeholder: 'Switch this thread’s model',
        options,
      })
}

/** Why a stronger choice was not followed. */
export const passedRemark = ({ modelId, obstacle }: Passed): string =>
  `\`${modelId}\` ${obstacleText(obstacle)}`

export const failureCard = (turnId: string, problem: string): Card =>
  card(text(problem), buttons({ label: 'Try again', action: 'turn.again', value: turnId }))

export const stopCard = (turnId: string): Card =>
  card(buttons({ label: 'Stop', action: 'turn.stop', value: turnId, style: 'danger' }))

export const lateEditCard = (turnId: string): Card =>
  card(
    text('Your edit came after the answer had begun.'),
    buttons({ label: 'Answer again', action: 'turn.again', value: turnId, style: 'primary' }),
  )

export const pausedCard = (by: string): Card =>
  say(`Switchboard is paused by ${by}. An admin can resume it with \`/models resume\`.`)

/** Stopping ends what waits too. */
export const droppedCard = (count: number): Card =>
  say(
    count === 1
      ? 'Stopped. One waiting question was dropped: ask it again if you still want it answered.'
      : `Stopped. ${count} waiting questions were dropped: ask them again if you still want them answered.`,
  )
