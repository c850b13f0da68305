import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { pickEnabled } from '../../src/models/choose-model.ts'
import { fitsMenu, toOption } from '../../src/models/model-menu.ts'
import type { EnabledEntry } from '../../src/models/workspaces.ts'
import { buttons, type Card, card, menu, note, say, text } from '../../src/ui/card.ts'

const MOST = 25
const LONGEST_VALUE = 60

async function disable(
  context: Context,
  typed: string,
  replacement?: string,
): Promise<Card | Reply> {
  const { store, workspace, workspaces, actor } = context
  const entry = pickEnabled(context, typed)
  const other = replacement === undefined ? undefined : pickEnabled(context, replacement)
  if (other?.model.id === entry.model.id) {
    throw new BotError('bad-option', 'A model cannot replace itself. Name another one.')
  }
  if (entry.isDefault && !other) return askForReplacement(context, entry)
  const label = workspace.enabled.find(({ modelId }) => modelId === entry.model.id)?.label
  const details = { ...(other && { replacement: other.model.id }), ...(label && { label }) }
  const change = { actor, action: 'disable', target: entry.model.id, details }
  await store.workspaces.disable(workspace.id, entry.model.id, other?.model.id, change)
  workspaces.changed(workspace.id)
  const instead = other ? ` **${other.name}** takes its place.` : ''
  return {
    card: card(
      text(`**${entry.name}** is closed to members now.${instead}`),
      note('Threads that chose it go on with the next choice that applies, and say so.'),
      buttons(
        { label: 'Undo', action: 'models.reopen', value: entry.model.id },
        ...(await moveOffer(context, entry.model.id)),
      ),
    ),
    notice: { to: 'admins', card: say(`${actor.name} disabled **${entry.name}**.${instead}`) },
  }
}

/** Its prompts would answer with something else from now on. */
async function moveOffer({ store, workspace, clock }: Context, modelId: string) {
  const filter = { workspaceId: workspace.id, modelId, now: clock.now() }
  const { length } = await store.prompts.ids(filter)
  const label = `Move its ${length === 1 ? 'prompt' : `${length} prompts`}`
  return length === 0 ? [] : [{ label, action: 'prompts.move', value: modelId }]
}

function askForReplacement(context: Context, entry: EnabledEntry): Card {
  const { name } = entry
  const modelId = entry.model.id
  const others = context.workspaces
    .enabledModels(context.workspace)
    .filter(({ model, isAvailable }) => model.id !== modelId && isAvailable)
    .filter(fitsMenu)
  if (others.length === 0) {
    return say(`**${name}** is the default and the only model. Enable another one first.`)
  }
  // a menu carries less with it than one of its options
  if (modelId.length > LONGEST_VALUE) {
    return say(`**${name}** is the default. Name its replacement: \`/models disable ${modelId} …\``)
  }
  return card(
    text(`**${name}** is the default. Which model replaces it?`),
    menu({
      action: 'models.replace',
      value: modelId,
      placeholder: 'The new default',
      options: others.slice(0, MOST).map(entry => toOption(entry, undefined)),
    }),
  )
}

export default defineCommand({
  path: 'models disable',
  summary: 'Close a model to members',
  who: 'admin',
  options: z.object({
    model: option.model('An enabled model'),
    replacement: option.model('What takes its place, needed for the default').optional(),
  }),
  run: (context, { model, replacement }) => disable(context, model, replacement),
  actions: {
    'models.disable': {
      kind: 'private',
      who: 'admin',
      run: (context, modelId) => disable(context, modelId),
    },
    'models.replace': {
      kind: 'replace',
      who: 'admin',
      run: (context, modelId, [replacement = '']) => disable(context, modelId, replacement),
    },
  },
})
