import { describe } from '../models/picker.ts'
import { usageCard } from '../money/usage-card.ts'
import { buttons, type Card, card, note, rows, text } from '../ui/card.ts'
import type { Context } from './define-command.ts'
import { runButton } from './run-button.ts'

const SHOWN = 15

/** What the platform's home page of the bot shows: the team's models and one's own usage. */
export async function homeCard(context: Context): Promise<Card> {
  const { workspace, workspaces, actor } = context
  const models = workspaces.enabledModels(workspace)
  const usage = await usageCard(context, 'this-month')
  return card(
    text('**Your team’s models**'),
    rows(...models.slice(0, SHOWN).map(entry => ({ markdown: describe(entry, '') }))),
    models.length > SHOWN ? note(`And ${models.length - SHOWN} more in \`/model\`.`) : undefined,
    text('**Your usage**'),
    ...usage.blocks,
    buttons(
      runButton('Help', 'help'),
      ...(actor.isAdmin
        ? [
            { label: 'Set up', action: 'models.setup', value: '' },
            runButton('All models', 'models list'),
          ]
        : []),
    ),
  )
}
