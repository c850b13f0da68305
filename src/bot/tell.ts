import type { Context, Notice } from './define-command.ts'

/** One public line about a change. That it cannot be posted must not undo the change: it is logged. */
export async function tell(context: Context, { to, card, channelId }: Notice): Promise<void> {
  const { workspace, workspaces, place, chat, log } = context
  if (to === 'admins') return workspaces.tellAdmins(workspace, card)
  const { threadId: _, ...channel } = place
  const where = to === 'thread' ? place : { ...channel, channelId: channelId ?? place.channelId }
  await chat.post(where, card).catch(error => {
    log.warn({ err: error, workspace: workspace.id }, 'notice could not be posted')
  })
}
