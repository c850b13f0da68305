import type { Context, Notice } from './define-command.ts'

/** One public line about a change. That it cannot be posted must not undo the change: it is logged. */
export async function tell(context: Context, { to, card, ...notice }: Notice): Promise<void> {
  const { workspace, workspaces, place, chat, log } = context
  if (to === 'admins') return workspaces.tellAdmins(workspace, card)
  const at = notice.place ?? place
  const { threadId: _, ...channel } = at
  const where = to === 'thread' ? at : channel
  await chat.post(where, card).catch(error => {
    log.warn({ err: error, workspace: workspace.id }, 'notice could not be posted')
  })
}
