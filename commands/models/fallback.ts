import { z } from 'zod'
import { type Context, defineCommand, option, type Reply } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { entriesOf, pickEnabled } from '../../src/models/choose-model.ts'
import { toOption } from '../../src/models/model-menu.ts'
import { fallbackChain, paramsOf } from '../../src/models/params.ts'
import type { EnabledEntry } from '../../src/models/workspaces.ts'
import { buttons, type Card, card, menu, note, say, text } from '../../src/ui/card.ts'

const OFF = 'off'
const MOST = 25
const LONGEST_VALUE = 60

const nameOf = (context: Context, modelId: string): string =>
  entriesOf(context).find(({ model }) => model.id === modelId)?.name ?? modelId

/** Who answers after whom, and a menu to change the first of them. */
function show(context: Context, { model, name }: EnabledEntry): Card {
  const chain = fallbackChain(context.workspace, model.id).map(id => `**${nameOf(context, id)}**`)
  const others = entriesOf(context).filter(
    ({ model: other, isAvailable }) => other.id !== model.id && isAvailable,
  )
  const { fallbackId } = paramsOf(context.workspace, model.id)
  return card(
    text(
      chain.length > 0
        ? `Where **${name}** cannot answer, ${chain.join(', then ')} does.`
        : `Where **${name}** cannot answer, nobody does.`,
    ),
    note(
      'Only before anything was shown, only under the budgets, and the answer says who answered and why. The workspace’s own fallback comes last; it stands in `/models setup`.',
    ),
    others.length > 0 && model.id.length <= LONGEST_VALUE
      ? menu({
          action: 'fallback.pick',
          value: model.id,
          placeholder: `Who answers after ${name}`.slice(0, 75),
          options: others.slice(0, MOST).map(entry => toOption(entry, fallbackId)),
        })
      : undefined,
    fallbackId && model.id.length <= LONGEST_VALUE
      ? buttons({ label: 'Take it away', action: 'fallback.off', value: model.id })
      : undefined,
  )
}

async function set(
  context: Context,
  entry: EnabledEntry,
  target: EnabledEntry | undefined,
): Promise<Reply> {
  const { store, workspace, workspaces, actor } = context
  if (target?.model.id === entry.model.id) {
    throw new BotError('bad-option', 'A model cannot stand in for itself. Name another one.')
  }
  const details = { fallback: target?.model.id ?? OFF }
  const change = { actor, action: 'fallback', target: entry.model.id, details }
  const fallbackId = target?.model.id ?? null
  await store.workspaces.setParams(workspace.id, entry.model.id, { fallbackId }, change)
  workspaces.changed(workspace.id)
  const changed = { ...context, workspace: await workspaces.fresh(workspace.id) }
  const what = target ? `**${target.name}** stands in` : 'nobody of its own stands in'
  return {
    card: show(changed, entry),
    notice: { to: 'admins', card: say(`${actor.name} decided: ${what} for **${entry.name}**.`) },
  }
}

const isOff = (typed: string): boolean => typed.trim().toLowerCase() === OFF

export default defineCommand({
  path: 'models fallback',
  summary: 'Who answers where a model cannot',
  who: 'admin',
  options: z.object({
    model: option.model('An enabled model'),
    target: option.model('What answers instead; off takes it away').optional(),
  }),
  run(context, { model, target }) {
    const entry = pickEnabled(context, model)
    if (target === undefined) return show(context, entry)
    return set(context, entry, isOff(target) ? undefined : pickEnabled(context, target))
  },
  actions: {
    'fallback.pick': {
      kind: 'replace',
      who: 'admin',
      run: (context, modelId, [target = '']) =>
        set(context, pickEnabled(context, modelId), pickEnabled(context, target)),
    },
    'fallback.off': {
      kind: 'replace',
      who: 'admin',
      run: (context, modelId) => set(context, pickEnabled(context, modelId), undefined),
    },
  },
})
