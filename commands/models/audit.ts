import { z } from 'zod'
import { type Context, defineCommand } from '../../src/bot/index.ts'
import { shortTime } from '../../src/money/window.ts'
import type { Change } from '../../src/ports/workspaces.ts'
import { type Button, buttons, type Card, card, note, say, text } from '../../src/ui/card.ts'

const PAGE = 10
const REMEMBERED = 500

async function page(context: Context, number: number): Promise<Card> {
  const { store, workspace } = context
  const changes = await store.workspaces.changes(workspace.id, REMEMBERED)
  if (changes.length === 0) return say('Nothing was changed yet.')
  const pages = Math.ceil(changes.length / PAGE)
  const shown = changes.slice(number * PAGE, (number + 1) * PAGE)
  return card(
    text('**Who changed what**'),
    text(shown.map(change => line(change, workspace.timeZone)).join('\n')),
    pages > 1 ? note(`Page ${number + 1} of ${pages}`) : undefined,
    turning(number, pages),
  )
}

function line(
  { at, actor, action, target, details }: Change & { readonly at: Date },
  zone: string,
): string {
  const more = Object.entries(details)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  return `• ${shortTime(at, zone)} **${actor.name}** ${action} \`${target}\`${more && ` (${more})`}`
}

function turning(number: number, pages: number) {
  if (pages <= 1) return undefined
  const to = (label: string, target: number): Button => ({
    label,
    action: 'audit.page',
    value: String(target),
  })
  return buttons(
    ...(number > 0 ? [to('← Newer', number - 1)] : []),
    ...(number < pages - 1 ? [to('Older →', number + 1)] : []),
  )
}

export default defineCommand({
  path: 'models audit',
  summary: 'Who changed what, and when',
  who: 'admin',
  options: z.object({}),
  run: context => page(context, 0),
  actions: {
    'audit.page': {
      kind: 'replace',
      who: 'admin',
      run: (context, number) => page(context, Number(number)),
    },
  },
})
