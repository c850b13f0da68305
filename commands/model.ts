import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../src/bot/index.ts'
import { BotError } from '../src/errors.ts'
import { pickEnabled, RESET, setThreadModel } from '../src/models/choose-model.ts'
import { MORE } from '../src/models/model-menu.ts'
import { pickerCard, starterCard } from '../src/models/picker.ts'
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

async function choose(context: Context, typed: string): Promise<Reply> {
  const entry = typed.trim().toLowerCase() === RESET ? undefined : pickEnabled(context, typed)
  if (entry && !entry.isAvailable) {
    throw new BotError('bad-option', `**${entry.name}** has no provider key. Pick another one.`)
  }
  return isThread(context)
    ? chooseForThread(context, entry?.model.id, entry?.name)
    : chooseForStarts(context, entry?.model.id, entry?.name)
}

async function chooseForThread(context: Context, modelId?: string, name?: string): Promise<Reply> {
  await setThreadModel(context, modelId)
  const what = name ? `now answers with **${name}**` : 'is back to the default model'
  return {
    card: say(`This thread ${what}.`),
    notice: {
      to: 'thread',
      place: context.place,
      card: say(`${context.actor.name} switched: this thread ${what}.`),
    },
  }
}

async function chooseForStarts(context: Context, modelId?: string, name?: string): Promise<Reply> {
  const { store, workspace, place, actor } = context
  await store.threads.setStarterChoice(workspace.id, place.channelId, actor.id, modelId)
  const what = name ? `**${name}**` : 'the default model'
  return { card: say(`The threads you start in this channel will use ${what}.`) }
}

export default defineCommand({
  path: 'model',
  summary: 'See or switch the model of this thread',
  who: 'member',
  shortcut: 'Switch model',
  options: z.object({
    model: option.model('A model, or reset to go back to the default').optional(),
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
