import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../src/bot/index.ts'
import { BotError } from '../src/errors.ts'
import {
  entriesOf,
  isAutoWord,
  pickEnabled,
  RESET,
  setThreadModel,
} from '../src/models/choose-model.ts'
import { fromThreadModel, MORE } from '../src/models/model-menu.ts'
import { pickerCard, starterCard } from '../src/models/picker.ts'
import { AUTO } from '../src/models/resolve-model.ts'
import type { EnabledEntry } from '../src/models/workspaces.ts'
import { type Card, say } from '../src/ui/card.ts'

const isThread = ({ thread, place }: Context): boolean => Boolean(thread ?? place.threadId)

const show = (context: Context, page = 0): Promise<Card> =>
  isThread(context) ? pickerCard(context, page) : starterCard(context, page)

/** The context as it is in another thread, which a button names. */
async function within(context: Context, threadId: string): Promise<Context> {
  if (!threadId) return context
  const thread = await context.store.threads.byId(threadId)
  if (thread?.workspaceId !== context.workspace.id) {
    throw new BotError('conflict', 'That thread is not remembered any more.')
  }
  const { channelId, threadKey, isDirect } = thread
  const place = { ...context.place, channelId, threadId: threadKey, isDirect }
  return { ...context, thread, place }
}

/** A model, `auto`, or (`undefined`) the default again; and how the thread is told. */
interface Choice {
  readonly modelId: string | undefined
  readonly words: string
}

const AUTO_CHOICE = { modelId: AUTO, words: 'a model chosen for each message' }

function readChoice(context: Context, typed: string): Choice {
  if (isAutoWord(typed)) return AUTO_CHOICE
  if (typed.trim().toLowerCase() === RESET) {
    return { modelId: undefined, words: 'the default model' }
  }
  return choiceOf(pickEnabled(context, typed))
}

function choiceOf({ model, name, isAvailable }: EnabledEntry): Choice {
  if (isAvailable) return { modelId: model.id, words: `**${name}**` }
  throw new BotError('bad-option', `**${name}** has no provider key. Pick another one.`)
}

async function choose(context: Context, typed: string): Promise<Reply> {
  const choice = readChoice(context, typed)
  return isThread(context) ? chooseForThread(context, choice) : chooseForStarts(context, choice)
}

async function chooseForThread(context: Context, { modelId, words }: Choice): Promise<Reply> {
  await setThreadModel(context, modelId)
  const what = modelId === undefined ? `is back to ${words}` : `now answers with ${words}`
  return tellThread(context, `This thread ${what}.`, `switched: this thread ${what}.`)
}

const tellThread = (context: Context, told: string, notice: string): Reply => ({
  card: say(told),
  notice: { to: 'thread', place: context.place, card: say(`${context.actor.name} ${notice}`) },
})

async function chooseForStarts(context: Context, { modelId, words }: Choice): Promise<Reply> {
  const { store, workspace, place, actor } = context
  await store.threads.setStarterChoice(workspace.id, place.channelId, actor.id, modelId)
  return { card: say(`The threads you start in this channel will use ${words}.`) }
}

/** What a button under an answer says of one model in one thread. */
async function aimed(context: Context, value: string) {
  const { threadId, entry } = fromThreadModel(value, entriesOf(context))
  if (entry) return { inThread: await within(context, threadId), threadId, entry }
  throw new BotError('conflict', 'That model is not enabled any more.')
}

async function avoid(context: Context, value: string): Promise<Reply> {
  const { inThread, threadId, entry } = await aimed(context, value)
  await context.store.threads.avoid(threadId, entry.model.id)
  return tellThread(
    inThread,
    `**${entry.name}** is not chosen in this thread any more.`,
    `does not want **${entry.name}** here: it is not chosen in this thread any more.`,
  )
}

export default defineCommand({
  path: 'model',
  summary: 'See or switch the model of this thread',
  who: 'member',
  shortcut: 'Switch model',
  options: z.object({
    model: option
      .model('A model; auto chooses per message; reset goes back to the default')
      .optional(),
  }),
  run: (context, { model }) => (model === undefined ? show(context) : choose(context, model)),
  actions: {
    // the menu under each answer
    'thread.model': {
      kind: 'private',
      who: 'member',
      async run(context, threadId, [chosen = '']) {
        const inThread = await within(context, threadId)
        return chosen === MORE ? show(inThread) : choose(inThread, chosen)
      },
    },
    'thread.pin': {
      kind: 'private',
      who: 'member',
      async run(context, value) {
        const { inThread, entry } = await aimed(context, value)
        return chooseForThread(inThread, choiceOf(entry))
      },
    },
    'thread.avoid': { kind: 'private', who: 'member', run: avoid },
    'model.thread': {
      kind: 'replace',
      who: 'member',
      run: async (context, threadId) => show(await within(context, threadId)),
    },
    'model.page': {
      kind: 'replace',
      who: 'member',
      async run(context, value) {
        const [threadId = '', page = '0'] = value.split('|')
        return show(await within(context, threadId), Number(page))
      },
    },
    'model.pick': {
      kind: 'replace',
      who: 'member',
      run: async (context, threadId, [chosen = '']) =>
        choose(await within(context, threadId), chosen),
    },
    'model.reset': {
      kind: 'replace',
      who: 'member',
      run: async (context, threadId) => choose(await within(context, threadId), RESET),
    },
  },
})
