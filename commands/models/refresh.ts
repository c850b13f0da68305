import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { decidePrice } from '../../src/models/decide-price.ts'
import type { Step } from '../../src/models/refresh.ts'
import { allChanges, refreshCard } from '../../src/models/refresh-card.ts'
import { fetchLines, summaryOf } from '../../src/models/refresh-words.ts'
import { type Card, card, note, say, text } from '../../src/ui/card.ts'

const ELSEWHERE = { running: 'A refresh is running already.', done: 'This one is done already.' }

async function* refresh(context: Context, isDry: boolean): AsyncGenerator<Card> {
  const { refresher, actor } = context
  const { signal } = new AbortController()
  yield say('Asking the providers what they offer…')
  const steps = isDry ? refresher.dryRun(signal) : refresher.run({ startedBy: actor.id, signal })
  for await (const step of steps) yield toCard(context, step, isDry)
}

function toCard({ catalog, workspace }: Context, step: Step, isDry: boolean): Card {
  switch (step.kind) {
    case 'elsewhere':
      return say(`${ELSEWHERE[step.why]} Its outcome is told to the admins.`)
    case 'fetched':
      return card(
        text(`Asking the providers what they offer: ${step.waiting} to go.`),
        text(fetchLines(step.fetches)),
      )
    case 'ended': {
      const { id, fetches, changes } = step
      const done = isDry ? '**Dry run: nothing was written.** There would be' : '**Refreshed:**'
      const heading = `${done} ${summaryOf(changes)}.\n${fetchLines(fetches)}`
      return refreshCard({ catalog, workspace }, id, changes, heading)
    }
    default:
      return step satisfies never
  }
}

async function all(context: Context, value: string): Promise<Card> {
  const [id = '', page = '0'] = value.split('|')
  const changes = await context.store.catalog.refreshChanges(id)
  if (!changes) throw new BotError('conflict', 'That refresh is not known any more.')
  return allChanges(context, id, changes, Number(page))
}

async function decide(context: Context, proposalId: string, isAccepted: boolean): Promise<Reply> {
  const { model, from, to } = await decidePrice(context, proposalId, isAccepted)
  const what = isAccepted ? `costs ${to} now (it was ${from})` : `keeps its price of ${from}`
  return {
    card: card(
      text(`**${model.name}** ${what}.`),
      isAccepted
        ? undefined
        : note(`The provider asks ${to}. \`/models info\` can still accept it.`),
    ),
    notice: {
      to: 'admins',
      card: say(`${context.actor.name} decided: **${model.name}** ${what}.`),
    },
  }
}

export default defineCommand({
  path: 'models refresh',
  summary: 'Ask all providers for their models and prices',
  who: 'admin',
  options: z.object({
    mode: option.choice('dry-run only shows what would change', ['dry-run']).optional(),
  }),
  run: (context, { mode }) => refresh(context, mode !== undefined),
  actions: {
    'refresh.all': { kind: 'private', who: 'admin', run: all },
    'refresh.accept': {
      kind: 'private',
      who: 'admin',
      run: (context, proposalId) => decide(context, proposalId, true),
    },
    'refresh.keep': {
      kind: 'private',
      who: 'admin',
      run: (context, proposalId) => decide(context, proposalId, false),
    },
  },
})
