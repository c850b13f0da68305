import { z } from 'zod'
import { type Context, defineCommand, defineForm, option } from '../../src/bot/index.ts'
import type { CallResult } from '../../src/calls/index.ts'
import {
  answersCard,
  type Contestant,
  questionForm,
  questionInput,
  underWayCard,
} from '../../src/models/compare-answers.ts'
import { compareCard } from '../../src/models/compare-card.ts'
import { compare, modelsOfState } from '../../src/models/compared.ts'
import type { EnabledEntry } from '../../src/models/workspaces.ts'
import type { Card } from '../../src/ui/card.ts'

const LONGEST_MS = 120_000
/** Few enough for Slack, where what only one person sees can be redrawn four times. */
const PROGRESS_AFTER_MS = [4000, 10_000]

/** All of them or, where a budget has no room, none. */
async function* askThem(context: Context, question: string, state: string): AsyncGenerator<Card> {
  const models = modelsOfState(context, state)
  const written = new Map<string, number>()
  yield underWayCard(models, written)
  const asking = ask(context, models, question, written)
  for (const wait of PROGRESS_AFTER_MS) {
    if (await isOverWithin(asking, wait)) break
    yield underWayCard(models, written)
  }
  const results = await asking
  yield answersCard(
    question,
    results.map((result, index) => toContestant(models[index]?.name ?? '', result)),
  )
}

function ask(
  { calls, workspace, actor, place }: Context,
  models: readonly EnabledEntry[],
  question: string,
  written: Map<string, number>,
): Promise<readonly CallResult[]> {
  const signal = AbortSignal.timeout(LONGEST_MS)
  const asked = models.map(({ model }) => ({
    workspace,
    model,
    messages: [{ role: 'user' as const, text: question }],
    purpose: 'compare',
    memberId: actor.id,
    channelId: place.channelId,
    signal,
    onText: (soFar: string) => void written.set(model.id, soFar.length),
  }))
  return calls.askAll(asked, signal)
}

/** Its failure is told to whoever waits for its result. */
async function isOverWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const over = work.then(
    () => true,
    () => true,
  )
  return Promise.race([over, late]).finally(() => clearTimeout(timer))
}

const toContestant = (name: string, { text, settlement, end, error }: CallResult): Contestant => ({
  name,
  text,
  isCut: end === 'length',
  error,
  costNano: settlement.costNano,
  latencyMs: settlement.latencyMs,
})

export default defineCommand({
  path: 'models compare',
  summary: 'Two or three models side by side, also with a question of yours',
  who: 'admin',
  options: z.object({
    model: option.model('Any model of the catalog', 'catalog'),
    with: option.model('Another one', 'catalog'),
    and: option.model('A third one', 'catalog').optional(),
  }),
  run: async (context, { model, with: second, and: third }) =>
    compareCard(await compare(context, [model, second, third])),
  actions: { 'compare.ask': { kind: 'form', form: 'compare.ask' } },
  forms: {
    'compare.ask': defineForm({
      who: 'admin',
      build: (context, state) => questionForm(modelsOfState(context, state), state),
      input: questionInput,
      submit: (context, { question }, state) => askThem(context, question, state),
    }),
  },
})
