import type { Person } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Spend } from '../ports/ledger.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, card, note, say, table, text } from '../ui/card.ts'
import { formatMoney } from './format-money.ts'
import { readPeriod } from './period.ts'

interface Asking {
  readonly store: Store
  readonly workspace: Workspace
  readonly actor: Person
  readonly clock: Clock
}

const SHOWN = 8

/** One member's own spend, by model. */
export async function usageCard(
  { store, workspace, actor, clock }: Asking,
  words: string,
): Promise<Card> {
  const { from, until, name } = readPeriod(words, clock.now(), workspace)
  const filter = { workspaceId: workspace.id, memberId: actor.id, from, until }
  const byModel = await store.ledger.spendByModel(filter)
  if (byModel.length === 0) return say(`You have spent nothing ${name}.`)
  const total = sum(byModel)
  const rest = byModel.slice(SHOWN)
  return card(
    text(`You spent **${formatMoney(total.costNano)}** ${name}, in ${count(total.calls, 'call')}.`),
    table(
      ['Model', 'Calls', 'Cost'],
      byModel
        .slice(0, SHOWN)
        .map(row => [row.modelId, String(row.calls), formatMoney(row.costNano)]),
    ),
    rest.length > 0
      ? note(`And ${count(rest.length, 'model')} more for ${formatMoney(sum(rest).costNano)}.`)
      : undefined,
    total.unpriced > 0 ? note(`${count(total.unpriced, 'call')} had no price.`) : undefined,
  )
}

const count = (number: number, thing: string): string =>
  `${number} ${thing}${number === 1 ? '' : 's'}`

const sum = (spends: readonly Spend[]): Pick<Spend, 'calls' | 'costNano' | 'unpriced'> => ({
  calls: spends.reduce((total, { calls }) => total + calls, 0),
  costNano: spends.reduce((total, { costNano }) => total + costNano, 0n),
  unpriced: spends.reduce((total, { unpriced }) => total + unpriced, 0),
})
