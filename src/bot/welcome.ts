import { priceLine } from '../models/describe-model.ts'
import { buttons, type Card, card, facts, note, text } from '../ui/card.ts'
import type { Services } from './define-command.ts'
import { runButton } from './run-button.ts'

export interface Joined {
  readonly id: string
  readonly name: string
  readonly installerId?: string
}

/** On joining, the installer gets one message: which model answers, that nothing limits it, and where to go on. */
export async function welcome(
  services: Services,
  wantedId: string,
  { id, installerId }: Joined,
  direct: (personId: string, card: Card) => Promise<void>,
): Promise<void> {
  const { workspaces, store, clock, catalog, log } = services
  const workspace = await workspaces.fresh(id)
  const personId = installerId ?? workspace.lastAdminId
  if (!personId || workspace.welcomedAt) return
  if (!(await store.workspaces.claimWelcome(id, clock.now()))) return
  const model = catalog.find(workspace.defaultModelId)
  const name = model?.name ?? workspace.defaultModelId
  const isSubstitute = model?.id !== wantedId && !model?.aliases.includes(wantedId)
  await direct(
    personId,
    card(
      text(`**Switchboard is here.** Mention me in a channel and **${name}** answers in a thread.`),
      facts({ Model: model ? `${name}, ${priceLine(model)}` : name, 'Monthly budget': 'not set' }),
      isSubstitute
        ? note(
            `\`${wantedId}\` is not available with the keys at hand, so the cheapest capable model is the default.`,
          )
        : undefined,
      buttons(
        { label: 'Set up', action: 'models.setup', value: '', style: 'primary' },
        runButton('Models', 'models list'),
        runButton('Help', 'help'),
      ),
    ),
  ).catch(error => log.warn({ err: error, workspace: id }, 'welcome could not be sent'))
}
