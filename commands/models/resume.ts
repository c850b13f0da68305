import { z } from 'zod'
import { type Context, defineCommand, type Reply } from '../../src/bot/index.ts'
import { say } from '../../src/ui/card.ts'

async function resume({ store, workspace, workspaces, actor }: Context): Promise<Reply> {
  if (!workspace.pausedBy) return { card: say('Switchboard is not paused.') }
  const change = { actor, action: 'resume', target: workspace.id, details: {} }
  await store.workspaces.setPaused(workspace.id, undefined, change)
  workspaces.changed(workspace.id)
  return {
    card: say('Resumed: questions are answered again.'),
    notice: { to: 'admins', card: say(`${actor.name} resumed Switchboard.`) },
  }
}

export default defineCommand({
  path: 'models resume',
  summary: 'Let models be called again after a pause',
  who: 'admin',
  options: z.object({}),
  run: resume,
  actions: { 'models.resume': { kind: 'replace', who: 'admin', run: resume } },
})
