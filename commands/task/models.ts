import { z } from 'zod'
import { type Context, defineCommand } from '../../src/bot/index.ts'
import { BotError } from '../../src/errors.ts'
import { pickEnabled } from '../../src/models/choose-model.ts'
import { MORE } from '../../src/models/model-menu.ts'
import { AUTO } from '../../src/models/resolve-model.ts'
import { taskIds } from '../../src/prompts/task.ts'
import { DEFAULT, moreModelsCard, taskModelsCard } from '../../src/prompts/task-models-card.ts'
import { taskOf } from '../../src/prompts/tasks.ts'
import type { Card } from '../../src/ui/card.ts'

/** The model may have been disabled, or lost its key, since the card was drawn. */
function pickUsable(context: Context, modelId: string) {
  const entry = pickEnabled(context, modelId)
  if (entry.isAvailable) return entry
  throw new BotError('bad-option', `**${entry.name}** has no provider key. Pick another one.`)
}

function read(context: Context, chosen: string): { modelId: string | undefined; words: string } {
  if (chosen === DEFAULT) return { modelId: undefined, words: 'follows the default again' }
  if (chosen === AUTO) return { modelId: AUTO, words: 'uses what Switchboard chooses' }
  const { model, name } = pickUsable(context, chosen)
  return { modelId: model.id, words: `uses **${name}**` }
}

async function choose(context: Context, value: string, chosen: string): Promise<Card> {
  const [id, page = '0'] = value.split('|')
  const task = taskOf(z.enum(taskIds).parse(id))
  if (chosen === MORE) return moreModelsCard(context, task, Number(page) + 1)
  const { modelId, words } = read(context, chosen)
  const { store, workspace, actor, clock } = context
  await store.choices.setMember(workspace.id, actor.id, { [task.id]: modelId }, clock.now())
  return taskModelsCard(context, `Saved: **${task.name}** ${words} when you ask.`)
}

export default defineCommand({
  path: 'task models',
  summary: 'Choose your own model for each of the ten tasks',
  who: 'member',
  options: z.object({}),
  run: context => taskModelsCard(context),
  actions: {
    'task.model': {
      kind: 'replace',
      who: 'member',
      run: (context, value, [chosen = '']) => choose(context, value, chosen),
    },
  },
})
