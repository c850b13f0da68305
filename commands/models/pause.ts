import { z } from 'zod'
import { type Context, defineCommand, type Reply } from '../../src/bot/index.ts'
import { buttons, card, say, text } from '../../src/ui/card.ts'

async function pause({ store, turns, workspace, workspaces, actor }: Context): Promise<Reply> {
  const change = { actor, action: 'pause', target: workspace.id, details: {} }
  await store.workspaces.setPaused(workspace.id, actor.name, change)
  workspaces.changed(workspace.id)
  await turns.stopAll(workspace.id)
  return {
    card: card(
      text('Paused: no model is called until somebody resumes. Threads are told so.'),
      buttons({ label: 'Resume', action: 'models.resume', value: '', style: 'primary' }),
    ),
    notice: { to: 'admins', card: say(`${actor.name} paused Switchboard.`) },
  }
}

export default defineCommand({
  path: 'models pause',
  summary: 'Stop every model call',
  who: 'admin',
  options: z.object({}),
  run: pause,
})
