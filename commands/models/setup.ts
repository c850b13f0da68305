import { z } from 'zod'
import { defineCommand, defineForm, runButton } from '../../src/bot/index.ts'
import { saveSetup } from '../../src/models/save-setup.ts'
import { setupForm } from '../../src/models/setup-form.ts'
import { setupInput } from '../../src/models/setup-input.ts'
import { buttons, card, say, text } from '../../src/ui/card.ts'

export default defineCommand({
  path: 'models setup',
  summary: 'Models, defaults, admin channel, time zone, who may ask',
  who: 'admin',
  options: z.object({}),
  form: 'models.setup',
  run: () => {
    throw new TypeError('/models setup is always a form')
  },
  actions: { 'models.setup': { kind: 'form', form: 'models.setup' } },
  forms: {
    'models.setup': defineForm({
      who: 'admin',
      build: setupForm,
      input: setupInput,
      async submit(context, input) {
        const changed = await saveSetup(context, input)
        context.workspaces.changed(context.workspace.id)
        if (changed.length === 0) return say('Nothing was changed.')
        const list = changed.map(line => `• ${line}`).join('\n')
        return {
          card: card(text(`**Saved.**\n${list}`), buttons(runButton('Show the models', 'model'))),
          notice: {
            to: 'admins',
            card: card(text(`${context.actor.name} changed the setup:\n${list}`)),
          },
        }
      },
    }),
  },
})
