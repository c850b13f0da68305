import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { entriesOf, isAutoWord, pickEnabled, RESET } from '../../src/models/choose-model.ts'
import { priceLine } from '../../src/models/describe-model.ts'
import { AUTO } from '../../src/models/resolve-model.ts'
import { chooseSuccessor } from '../../src/models/successor.ts'
import { whatIf } from '../../src/models/what-if.ts'
import type { EnabledEntry } from '../../src/models/workspaces.ts'
import type { Appetite } from '../../src/ports/workspaces.ts'
import { type TaskId, taskIds } from '../../src/prompts/task.ts'
import { taskOf } from '../../src/prompts/tasks.ts'
import { buttons, type Card, card, note, say, text } from '../../src/ui/card.ts'

const VALUE = 75

/** A default that no key serves would answer nobody. */
function pickServed(context: Context, typed: string): EnabledEntry {
  const entry = pickEnabled(context, typed)
  if (entry.isAvailable) return entry
  throw new BotError(
    'bad-option',
    `**${entry.name}** has no provider key, so it cannot be a default.`,
  )
}

async function forWorkspace(context: Context, typed: string): Promise<Reply> {
  const { store, workspace, workspaces, actor } = context
  const { model, name } = pickServed(context, typed)
  const comparison = await whatIf(context, model)
  const change = {
    actor,
    action: 'default',
    target: model.id,
    details: { from: workspace.defaultModelId },
  }
  await store.workspaces.setDefault(workspace.id, model.id, change)
  workspaces.changed(workspace.id)
  const { defaultModelId } = workspace
  return {
    card: card(
      text(`**${name}** is the default now.`),
      note(priceLine(model)),
      comparison ? note(comparison) : undefined,
      defaultModelId === model.id || defaultModelId.length > VALUE
        ? undefined
        : buttons({ label: 'Undo', action: 'models.default-save', value: defaultModelId }),
    ),
    notice: { to: 'admins', card: say(`${actor.name} made **${name}** the default.`) },
  }
}

/** Before it is saved: what it would have cost. Where there is nothing to compare, it is saved at once. */
async function preview(context: Context, typed: string): Promise<Card | Reply> {
  const { model, name } = pickServed(context, typed)
  const comparison = await whatIf(context, model)
  if (comparison === undefined) return forWorkspace(context, typed)
  return card(
    text(`Make **${name}** the default?`),
    text(comparison),
    note(priceLine(model)),
    buttons(
      { label: 'Save', action: 'models.default-save', value: model.id, style: 'primary' },
      { label: 'Cancel', action: 'models.default-cancel', value: '' },
    ),
  )
}

/** The context as it is once the workspace has this appetite. */
async function withAppetite(context: Context, appetite: Appetite): Promise<Context> {
  const { store, workspace, workspaces, actor } = context
  const change = {
    actor,
    action: 'appetite',
    target: appetite,
    details: { from: workspace.appetite },
  }
  await store.workspaces.update(workspace.id, { appetite }, change)
  workspaces.changed(workspace.id)
  return { ...context, workspace: { ...workspace, appetite } }
}

/** The default model stays what it is: the router's last resort. */
async function autoForWorkspace(context: Context): Promise<Reply> {
  const { store, workspace, workspaces, actor } = context
  const change = { actor, action: 'default', target: AUTO, details: {} }
  await store.workspaces.update(workspace.id, { isAuto: true }, change)
  workspaces.changed(workspace.id)
  const name = entriesOf(context).find(({ isDefault }) => isDefault)?.name
  return {
    card: card(
      text('A model is chosen for each message now.'),
      note(`Appetite: ${workspace.appetite}. Where nothing can be chosen, **${name}** answers.`),
    ),
    notice: { to: 'admins', card: say(`${actor.name} lets a model be chosen for each message.`) },
  }
}

/** A model's id, `auto`, or (`undefined`) the workspace's default again; and how it is told. */
function narrowerFrom(context: Context, typed: string) {
  if (typed.trim().toLowerCase() === RESET) return { words: 'the workspace’s default' }
  if (isAutoWord(typed)) return { modelId: AUTO, words: 'a model chosen for each message' }
  const { model, name } = pickServed(context, typed)
  return { modelId: model.id, words: `**${name}**` }
}

async function forChannel(context: Context, typed: string, channelId: string): Promise<Reply> {
  const { store, workspace, actor, chat } = context
  const { modelId, words: what } = narrowerFrom(context, typed)
  const target = modelId ?? RESET
  const change = { actor, action: 'channel default', target, details: { channel: channelId } }
  await store.workspaces.setChannelDefault(workspace.id, channelId, modelId, change)
  const channel = chat.mention({ kind: 'channel', id: channelId })
  return {
    card: say(`Threads in ${channel} use ${what} now.`),
    notice: {
      to: 'channel',
      place: { workspaceId: workspace.id, channelId, isDirect: false },
      card: say(`${actor.name} set this channel’s model: threads here use ${what} now.`),
    },
  }
}

async function forTask(context: Context, typed: string, taskId: TaskId): Promise<Reply> {
  const { store, workspace, workspaces, actor } = context
  const { modelId, words: what } = narrowerFrom(context, typed)
  const target = modelId ?? RESET
  const change = { actor, action: 'task default', target, details: { task: taskId } }
  await store.choices.setTask(workspace.id, taskId, modelId, change)
  workspaces.changed(workspace.id)
  const { name } = taskOf(taskId)
  const line = `**${name}** uses ${what} now, except for members who chose their own.`
  return {
    card: say(line),
    notice: { to: 'admins', card: say(`${actor.name} set a task’s model: ${line}`) },
  }
}

/** Where it is for: a channel, a task, else the workspace. Chat is what the workspace’s default is for. */
function choose(
  context: Context,
  typed: string,
  { channel, task }: { readonly channel?: string | undefined; readonly task?: TaskId | undefined },
): Promise<Reply> {
  if (channel !== undefined && task !== undefined) {
    throw new BotError('bad-option', 'Name a channel or a task, not both.')
  }
  if (channel !== undefined) return forChannel(context, typed, channel)
  if (task !== undefined && task !== 'chat') return forTask(context, typed, task)
  return isAutoWord(typed) ? autoForWorkspace(context) : forWorkspace(context, typed)
}

async function succeeding(context: Context, asked: string, typed: string): Promise<Reply> {
  const { entry, from } = await chooseSuccessor(context, asked, typed)
  const what =
    from === undefined
      ? `**${entry.name}** is the default now.`
      : `**${entry.name}** becomes the default on ${from}.`
  return {
    card: card(text(what), note(priceLine(entry.model))),
    notice: { to: 'admins', card: say(`${context.actor.name} chose: ${what}`) },
  }
}

export default defineCommand({
  path: 'models default',
  summary: 'Set the default model of the workspace, a channel or a task',
  who: 'admin',
  options: z.object({
    model: option.model('An enabled model, or auto; for a channel or a task also reset'),
    channel: option.channel('Only for this channel').optional(),
    task: option.choice('Only for this task', taskIds).optional(),
    appetite: z
      .enum(['cheapest', 'thrifty', 'balanced', 'quality', 'best'])
      .describe('What auto looks for in this workspace: the least money … the best answers')
      .optional(),
  }),
  async run(context, { model, appetite, ...where }) {
    const fed = appetite ? await withAppetite(context, appetite) : context
    return choose(fed, model, where)
  },
  actions: {
    'models.default': { kind: 'private', who: 'admin', run: preview },
    'models.default-save': { kind: 'replace', who: 'admin', run: forWorkspace },
    'models.default-cancel': {
      kind: 'replace',
      who: 'admin',
      run: () => say('Nothing was changed.'),
    },
    'default.successor': {
      kind: 'private',
      who: 'admin',
      run: (context, asked, [chosen = '']) => succeeding(context, asked, chosen),
    },
  },
})
