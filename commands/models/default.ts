import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { pickEnabled, RESET } from '../../src/models/choose-model.ts'
import { priceLine } from '../../src/models/describe-model.ts'
import { chooseSuccessor } from '../../src/models/successor.ts'
import type { EnabledEntry } from '../../src/models/workspaces.ts'
import { card, note, say, text } from '../../src/ui/card.ts'

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
  const change = {
    actor,
    action: 'default',
    target: model.id,
    details: { from: workspace.defaultModelId },
  }
  await store.workspaces.setDefault(workspace.id, model.id, change)
  workspaces.changed(workspace.id)
  return {
    card: card(text(`**${name}** is the default now.`), note(priceLine(model))),
    notice: { to: 'admins', card: say(`${actor.name} made **${name}** the default.`) },
  }
}

async function forChannel(context: Context, typed: string, channelId: string): Promise<Reply> {
  const { store, workspace, actor, chat } = context
  const entry = typed.trim().toLowerCase() === RESET ? undefined : pickServed(context, typed)
  const target = entry?.model.id ?? RESET
  const change = { actor, action: 'channel default', target, details: { channel: channelId } }
  await store.workspaces.setChannelDefault(workspace.id, channelId, entry?.model.id, change)
  const channel = chat.mention({ kind: 'channel', id: channelId })
  const what = entry ? `**${entry.name}**` : 'the workspace’s default'
  return {
    card: say(`Threads in ${channel} use ${what} now.`),
    notice: {
      to: 'channel',
      place: { workspaceId: workspace.id, channelId, isDirect: false },
      card: say(`${actor.name} set this channel’s model: threads here use ${what} now.`),
    },
  }
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
  summary: 'Set the default model of the workspace or of a channel',
  who: 'admin',
  options: z.object({
    model: option.model('An enabled model; for a channel also reset'),
    channel: option.channel('Only for this channel').optional(),
  }),
  run: (context, { model, channel }) =>
    channel === undefined ? forWorkspace(context, model) : forChannel(context, model, channel),
  actions: {
    'models.default': { kind: 'private', who: 'admin', run: forWorkspace },
    'default.successor': {
      kind: 'private',
      who: 'admin',
      run: (context, asked, [chosen = '']) => succeeding(context, asked, chosen),
    },
  },
})
