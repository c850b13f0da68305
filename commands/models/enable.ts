import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { priceLine } from '../../src/models/describe-model.ts'
import { pickByName } from '../../src/models/pick-by-name.ts'
import { buttons, card, note, say, text } from '../../src/ui/card.ts'

/** Undo is pressed soon after. */
const LOOKED_AT = 100

async function enable(context: Context, typed: string, label?: string): Promise<Reply> {
  const { catalog, store, workspace, workspaces, actor } = context
  const model = pickByName(catalog.allFor(workspace), typed, 'model')
  if (!catalog.routeOf(model, workspace)) {
    throw new BotError('bad-option', `\`${model.id}\` is unavailable: no provider key serves it.`)
  }
  const change = { actor, action: 'enable', target: model.id, details: label ? { label } : {} }
  await store.workspaces.enable(
    workspace.id,
    { modelId: model.id, ...(label && { label }) },
    change,
  )
  workspaces.changed(workspace.id)
  const name = label ?? model.name
  return {
    card: card(
      text(`**${name}** is open to members now.`),
      note(`\`${model.id}\` · ${priceLine(model)}`),
      buttons(
        { label: 'Make it the default', action: 'models.default', value: model.id },
        { label: 'Undo', action: 'models.disable', value: model.id },
      ),
    ),
    notice: { to: 'admins', card: say(`${actor.name} enabled **${name}** (\`${model.id}\`).`) },
  }
}

/** The name that members saw before it was closed. */
async function labelBefore(context: Context, modelId: string): Promise<string | undefined> {
  const changes = await context.store.workspaces.changes(context.workspace.id, LOOKED_AT)
  const closing = changes.find(({ action, target }) => action === 'disable' && target === modelId)
  return closing?.details['label']
}

export default defineCommand({
  path: 'models enable',
  summary: 'Open a model to members',
  who: 'admin',
  options: z.object({
    model: option.model('Any model of the catalog', 'catalog'),
    label: option.text('What members will see as its name', 40).optional(),
  }),
  run: (context, { model, label }) => enable(context, model, label),
  actions: {
    'models.enable': {
      kind: 'private',
      who: 'admin',
      run: (context, modelId, [chosen = modelId]) => enable(context, chosen),
    },
    'models.reopen': {
      kind: 'private',
      who: 'admin',
      run: async (context, modelId) =>
        enable(context, modelId, await labelBefore(context, modelId)),
    },
  },
})
