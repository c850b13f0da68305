import type { App } from '@slack/bolt'
import type { Context } from './context.ts'
import { asJson, type Json, textAt } from './json.ts'
import { limits } from './limits.ts'
import { toPlace, toWorkspaceId } from './receive.ts'
import { suggestedPrompts } from './register.ts'
import { publishHome } from './screens.ts'

/** App Home, the agent view, Slack's own stop control, and being invited. */
export function listenToSurroundings(app: App, context: Context): void {
  const { inbox, answers, me, teamName } = context

  app.event('app_home_opened', async ({ event }) => {
    const opened = asJson(event)
    if (textAt(opened, 'tab') === 'messages') await suggest(context, textAt(opened, 'channel'))
    else await showHome(context, opened)
  })

  app.event('assistant_thread_started', async ({ event }) => {
    const thread = asJson(asJson(event)['assistant_thread'])
    await suggest(context, textAt(thread, 'channel_id'), textAt(thread, 'thread_ts'))
  })

  // The second is what the first was called before.
  app.event(/^(?:agent_session_stopped|message_stream_stopped)$/, async ({ event }) => {
    const stopped = asJson(event)
    const channelId = textAt(stopped, 'channel')
    const threadId = textAt(stopped, 'thread_ts')
    answers.stopped(channelId, threadId)
    await inbox.stopped(toPlace(me(), channelId, threadId))
  })

  app.event('member_joined_channel', async ({ event }) => {
    if (textAt(event, 'user') !== me().botUserId) return
    await inbox.joined({ id: toWorkspaceId(me().teamId), name: teamName() })
  })
}

async function showHome(context: Context, opened: Json): Promise<void> {
  const { inbox, people, me } = context
  const id = textAt(opened, 'user')
  const name = (await people.named([id])).get(id)?.name ?? id
  const place = toPlace(me(), textAt(opened, 'channel'))
  await publishHome(context.api, context.poster, id, await inbox.home(place, { id, name }))
}

async function suggest({ api, log }: Context, channelId: string, threadTs = ''): Promise<void> {
  try {
    await api.call('assistant.threads.setSuggestedPrompts', {
      channel_id: channelId,
      prompts: suggestedPrompts.slice(0, limits.prompts),
      ...(threadTs !== '' && { thread_ts: threadTs }),
    })
  } catch (error) {
    log.info({ err: error }, 'Slack took no suggested prompts')
  }
}
