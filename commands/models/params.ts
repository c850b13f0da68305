import { z } from 'zod'
import { type Context, defineCommand, defineForm, option, type Reply } from '../../src/bot/index.ts'
import { pickEnabled } from '../../src/models/choose-model.ts'
import { fallbackChain, paramsOf } from '../../src/models/params.ts'
import {
  checkParams,
  paramsForm,
  paramsInput,
  type TypedParams,
} from '../../src/models/params-form.ts'
import type { EnabledEntry } from '../../src/models/workspaces.ts'
import type { ModelParams, Workspace } from '../../src/ports/workspaces.ts'
import { buttons, type Card, card, facts, note, say, text } from '../../src/ui/card.ts'

const LONGEST_STATE = 60
const SHOWN = 300

const whole = (params: ModelParams): boolean =>
  params.temperature === undefined &&
  params.maxOutputTokens === undefined &&
  params.systemPrompt === undefined

function show(workspace: Workspace, { model, name }: EnabledEntry): Card {
  const params = paramsOf(workspace, model.id)
  const { temperature = workspace.temperature, maxOutputTokens, systemPrompt = '' } = params
  const chain = fallbackChain(workspace, model.id)
  const isTooLong = model.id.length > LONGEST_STATE
  return card(
    text(
      whole(params)
        ? `**${name}** is asked as the workspace says.`
        : `**${name}** is asked in its own way.`,
    ),
    facts({
      Temperature: temperature ?? 'left to the model',
      'Longest answer': `${maxOutputTokens ?? workspace.maxOutputTokens} tokens`,
      Instructions: systemPrompt
        ? `${systemPrompt.slice(0, SHOWN)}${systemPrompt.length > SHOWN ? '…' : ''}`
        : 'none of its own',
      'Who stands in': chain.length > 0 ? chain.join(', ') : 'nobody',
    }),
    isTooLong
      ? note('Its id is too long for a form.')
      : buttons({
          label: 'Change',
          action: 'params.change',
          value: model.id,
          style: 'primary',
        }),
  )
}

async function save(context: Context, typed: TypedParams, modelId: string): Promise<Reply> {
  const { store, workspace, workspaces, actor } = context
  const entry = pickEnabled(context, modelId)
  checkParams(typed, { ...entry.model, name: entry.name })
  const details = {
    temperature: typed.temperature ?? 'unset',
    maxOutputTokens: String(typed.maxOutputTokens ?? 'unset'),
    systemPrompt: typed.systemPrompt === null ? 'unset' : `${typed.systemPrompt.length} characters`,
  }
  const change = { actor, action: 'params', target: entry.model.id, details }
  await store.workspaces.setParams(workspace.id, entry.model.id, typed, change)
  workspaces.changed(workspace.id)
  return {
    card: show(await workspaces.fresh(workspace.id), entry),
    notice: {
      to: 'admins',
      card: say(`${actor.name} changed the parameters of **${entry.name}**.`),
    },
  }
}

export default defineCommand({
  path: 'models params',
  summary: 'How a model is asked: temperature, length, instructions',
  who: 'admin',
  options: z.object({ model: option.model('An enabled model') }),
  run: (context, { model }) => show(context.workspace, pickEnabled(context, model)),
  actions: { 'params.change': { kind: 'form', form: 'models.params' } },
  forms: {
    'models.params': defineForm({
      who: 'admin',
      build(context, modelId) {
        const { model, name } = pickEnabled(context, modelId)
        return paramsForm(context.workspace, { ...model, name })
      },
      input: paramsInput,
      submit: save,
    }),
  },
})
