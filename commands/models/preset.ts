import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import {
  type FoundPreset,
  findPreset,
  fingerprintOf,
  readPresetName,
} from '../../src/models/find-preset.ts'
import { countOf, listCard, namesOf, presetCard } from '../../src/models/preset-cards.ts'
import { buttons, type Card, card, note, say, text } from '../../src/ui/card.ts'

const MOST_OWN = 15
const REMEMBERED = 100
const SEPARATOR = '|'

const list = async ({ store, workspace }: Context, lead?: string): Promise<Card> =>
  listCard(await store.presets.list(workspace.id), lead)

/** What was shown is what is enabled: where that is not the same any more it is shown again. */
async function enable(context: Context, name: string, shown: string): Promise<Card | Reply> {
  const preset = await findPreset(context, name)
  if (fingerprintOf(preset) !== shown) {
    return presetCard(preset, 'The models changed since this was shown.')
  }
  const { store, workspace, workspaces, actor } = context
  const change = { actor, action: 'enable preset', target: preset.name, details: {} }
  const ids = preset.fresh.map(({ id }) => id)
  const { at, modelIds } = await store.presets.enableAll(workspace.id, ids, change)
  workspaces.changed(workspace.id)
  return modelIds.length === 0
    ? say(`All models of **${preset.name}** are open to members already.`)
    : opened(context, preset, { at, modelIds })
}

function opened(
  { actor }: Context,
  { name, fresh }: FoundPreset,
  { at, modelIds }: { readonly at: Date; readonly modelIds: readonly string[] },
): Reply {
  const models = fresh.filter(({ id }) => modelIds.includes(id))
  const count = countOf(models.length)
  const verb = models.length === 1 ? 'is' : 'are'
  return {
    card: card(
      text(`**${count}** of **${name}** ${verb} open to members now: ${namesOf(models)}.`),
      buttons({
        label: 'Undo',
        action: 'preset.undo',
        value: [name, at.getTime()].join(SEPARATOR),
      }),
    ),
    notice: {
      to: 'admins',
      card: say(`${actor.name} enabled ${count} with the preset **${name}**: ${namesOf(models)}.`),
    },
  }
}

async function undo(context: Context, name: string, at: Date): Promise<Card | Reply> {
  const { store, workspace, workspaces, actor } = context
  const change = { actor, action: 'undo preset', target: name, details: {} }
  const closed = await store.presets.disableAgain(workspace.id, at, change)
  workspaces.changed(workspace.id)
  if (closed.length === 0) return say('There is nothing left to take back.')
  const ids = closed.map(id => `\`${id}\``).join(', ')
  return {
    card: card(
      text(`Closed to members again: ${ids}.`),
      note('The default stays, and so does what was open before.'),
    ),
    notice: { to: 'admins', card: say(`${actor.name} took the preset **${name}** back: ${ids}.`) },
  }
}

async function save(
  context: Context,
  typed: string,
  modelIds: readonly string[] = context.workspace.enabled.map(({ modelId }) => modelId),
): Promise<Card> {
  const { store, workspace, actor, clock } = context
  const name = readPresetName(typed)
  if ((await store.presets.list(workspace.id)).length >= MOST_OWN) {
    throw new BotError(
      'bad-option',
      `There are ${MOST_OWN} presets of your own. Delete one in \`/models preset\`.`,
    )
  }
  const change = { actor, action: 'save preset', target: name, details: {} }
  await store.presets.save(
    {
      ...{ workspaceId: workspace.id, name, modelIds },
      ...{ savedBy: actor.id, savedAt: clock.now() },
    },
    change,
  )
  return list(context, `**${name}** keeps ${countOf(modelIds.length)}.`)
}

async function remove(context: Context, name: string): Promise<Card> {
  const { store, workspace, actor } = context
  const preset = (await store.presets.list(workspace.id)).find(own => own.name === name)
  const details = { models: preset?.modelIds.join(', ') ?? '' }
  const change = { actor, action: 'delete preset', target: name, details }
  await store.presets.remove(workspace.id, name, change)
  return card(
    text(`The preset **${name}** is deleted; its models stay as they are.`),
    buttons({ label: 'Undo', action: 'preset.restore', value: name }),
  )
}

async function restore(context: Context, name: string): Promise<Card> {
  const changes = await context.store.workspaces.changes(context.workspace.id, REMEMBERED)
  const deletion = changes.find(
    ({ action, target }) => action === 'delete preset' && target === name,
  )
  if (!deletion) throw new BotError('conflict', `What \`${name}\` had is not known any more.`)
  return save(context, name, deletion.details['models']?.split(', ') ?? [])
}

export default defineCommand({
  path: 'models preset',
  summary: 'Enable a named set of models in one go, or keep your own',
  who: 'admin',
  options: z.object({
    name: option.text('coding, writing, analysis, cheap or one of your own', 40).optional(),
    save: option.text('Keeps the enabled models as a preset of this name', 40).optional(),
  }),
  async run(context, { name, save: saved }) {
    if (name !== undefined && saved !== undefined) {
      throw new BotError('bad-option', 'Name a preset to look at, or one to save, not both.')
    }
    if (saved !== undefined) return save(context, saved)
    return name === undefined ? list(context) : presetCard(await findPreset(context, name))
  },
  actions: {
    'preset.show': {
      kind: 'private',
      who: 'admin',
      run: async (context, name) => presetCard(await findPreset(context, name)),
    },
    'preset.enable': {
      kind: 'replace',
      who: 'admin',
      run(context, value) {
        const [name = '', shown = ''] = value.split(SEPARATOR)
        return enable(context, name, shown)
      },
    },
    'preset.undo': {
      kind: 'replace',
      who: 'admin',
      run(context, value) {
        const [name = '', at = ''] = value.split(SEPARATOR)
        return undo(context, name, new Date(Number(at)))
      },
    },
    'preset.delete': { kind: 'replace', who: 'admin', run: remove },
    'preset.restore': { kind: 'replace', who: 'admin', run: restore },
  },
})
