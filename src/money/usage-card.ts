import type { Limit, Standing } from '../ports/budgets.ts'
import type { ChatPlatform, Person, Place } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Costs } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import type { Thread } from '../ports/threads.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, card, note, rows, table, text } from '../ui/card.ts'
import { budgetName, resetWords } from './budget-words.ts'
import { filterOf } from './cost-report.ts'
import { formatMoney } from './format-money.ts'
import { limitsOf } from './limits.ts'
import { readPeriod } from './period.ts'
import { counted, when } from './report-words.ts'

interface Asking {
  readonly store: Store
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly actor: Person
  readonly place: Place
  readonly thread: Thread | undefined
  readonly clock: Clock
}

const SHOWN = 8

/** One member's own spend, by model, and what is left of the budgets that apply to them here. */
export async function usageCard(asking: Asking, words: string): Promise<Card> {
  const { store, workspace, actor, clock } = asking
  const period = readPeriod(words, clock.now(), workspace)
  const [byModel, standings] = await Promise.all([
    store.costs.ofMember(actor.id, filterOf(workspace, period)),
    Promise.all(limitsHere(asking).map(limit => store.budgets.standing(limit))),
  ])
  const total = sum(byModel)
  const rest = byModel.slice(SHOWN)
  const spent = `You spent **${formatMoney(total.costNano)}** ${when(period)}, in ${counted(total.calls, 'call')}.`
  return card(
    text(byModel.length === 0 ? `You have spent nothing ${when(period)}.` : spent),
    byModel.length === 0
      ? undefined
      : table(
          ['Model', 'Calls', 'Cost'],
          byModel
            .slice(0, SHOWN)
            .map(row => [row.key, String(row.calls), formatMoney(row.costNano)]),
        ),
    rest.length > 0
      ? note(`And ${counted(rest.length, 'model')} more for ${formatMoney(sum(rest).costNano)}.`)
      : undefined,
    total.unpriced > 0 ? note(`${counted(total.unpriced, 'call')} had no price.`) : undefined,
    standings.length > 0
      ? rows(...standings.map(standing => ({ markdown: leftWords(asking, standing) })))
      : undefined,
  )
}

/** One's own first. A model's budget depends on what is asked next, so it is not among them. */
function limitsHere({ workspace, actor, place, thread, clock }: Asking): readonly Limit[] {
  const budgets = workspace.budgets.filter(({ scope }) => scope !== 'model')
  const spender = {
    memberId: actor.id,
    channelId: place.channelId,
    modelId: '',
    ...(thread && { threadId: thread.id }),
  }
  const limits = limitsOf(budgets, spender, clock.now(), workspace)
  return [...limits.filter(isOwn), ...limits.filter(limit => !isOwn(limit))]
}

const isOwn = ({ subject }: Limit): boolean => subject === 'member'

/** `Your daily budget: **$3.20** left of $5.00. It resets …` */
function leftWords({ chat, workspace }: Asking, { limit, remainingNano }: Standing): string {
  const name = budgetName(limit.budget, chat.mention)
  const own = `Your ${name.slice(0, name.indexOf(' budget'))} budget`
  const title = isOwn(limit) ? own : name.charAt(0).toUpperCase() + name.slice(1)
  const left = remainingNano > 0n ? remainingNano : 0n
  return `${title}: **${formatMoney(left)}** left of ${formatMoney(limit.limitNano)}. ${resetWords(limit, workspace)}.`
}

const sum = (costs: readonly Costs[]): Pick<Costs, 'calls' | 'costNano' | 'unpriced'> => ({
  calls: costs.reduce((total, { calls }) => total + calls, 0),
  costNano: costs.reduce((total, { costNano }) => total + costNano, 0n),
  unpriced: costs.reduce((total, { unpriced }) => total + unpriced, 0),
})
