import { z } from 'zod'
import { type Context, defineCommand, defineForm, option } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { RECENT_DAYS, recentUse } from '../../src/models/recent-use.ts'
import { calculate, type Work } from '../../src/money/calculation.ts'
import { calculationCard } from '../../src/money/calculation-card.ts'
import {
  checkPlan,
  MOST,
  messageOf,
  type Plan,
  planForm,
  planInput,
  planWords,
} from '../../src/money/planned-volume.ts'
import { sumVolumes, type Volume, volumeWords } from '../../src/money/volume.ts'
import { buttons, type Card, card, text } from '../../src/ui/card.ts'

const other = buttons({ label: 'Other volumes', action: 'calculate', value: '' })

const recent = async (context: Context): Promise<Volume> => sumVolumes(await recentUse(context))

async function asRecently(context: Context): Promise<Card> {
  const volume = await recent(context)
  if (volume.inputTokens + volume.outputTokens > 0) {
    return show(
      context,
      { kind: 'recent', volume },
      `as the last ${RECENT_DAYS}, ${volumeWords(volume)}`,
    )
  }
  return card(
    text(
      `Nothing was asked in the last ${RECENT_DAYS} days, so say what to calculate with: \`/models calculate messages:200 in:1500 out:400\`.`,
    ),
    other,
  )
}

function asPlanned(context: Context, plan: Plan): Card {
  const checked = checkPlan(plan)
  const messages = checked.messages * RECENT_DAYS
  return show(
    context,
    { kind: 'planned', message: messageOf(checked), messages },
    planWords(checked),
  )
}

function show({ workspaces, workspace }: Context, work: Work, what: string): Card {
  const calculation = calculate(work, workspaces.enabledModels(workspace))
  return card(...calculationCard(work, what, calculation).blocks, other)
}

/** What the team's messages are like now, to begin with. */
async function planned(context: Context) {
  const { calls, inputTokens, cacheReadTokens, outputTokens } = await recent(context)
  if (calls === 0 || inputTokens === 0) return planForm({})
  return planForm({
    messages: Math.ceil(calls / RECENT_DAYS),
    tokensIn: Math.ceil(inputTokens / calls),
    tokensOut: Math.ceil(outputTokens / calls),
    cachedPercent: Math.round((cacheReadTokens * 100) / inputTokens),
  })
}

export default defineCommand({
  path: 'models calculate',
  summary: 'What each model would cost in 30 days, as lately or with other volumes',
  who: 'admin',
  options: z.object({
    messages: option
      .integer('Messages a day; none: as the last 30 days', 0, MOST.messages)
      .optional(),
    in: option
      .integer('Tokens in a message, with all that is sent along', 0, MOST.tokensIn)
      .optional(),
    out: option.integer('Tokens in an answer', 0, MOST.tokensOut).optional(),
    cached: option.integer('Cached share of the tokens in, in a hundred', 0, 100).optional(),
    images: option.integer('Images in a message', 0, MOST.images).optional(),
  }),
  run(context, { messages, in: tokensIn, out: tokensOut, cached, images }) {
    const given = [messages, tokensIn, tokensOut, cached, images]
    if (given.every(value => value === undefined)) return asRecently(context)
    if (messages === undefined || tokensIn === undefined || tokensOut === undefined) {
      throw new BotError(
        'bad-option',
        'Say how many messages a day and how many tokens: `/models calculate messages:200 in:1500 out:400`.',
      )
    }
    const plan = { messages, tokensIn, tokensOut, cachedPercent: cached ?? 0, images: images ?? 0 }
    return asPlanned(context, plan)
  },
  actions: { calculate: { kind: 'form', form: 'calculate' } },
  forms: {
    calculate: defineForm({
      who: 'admin',
      build: planned,
      input: planInput,
      submit: (context, plan) => asPlanned(context, plan),
    }),
  },
})
