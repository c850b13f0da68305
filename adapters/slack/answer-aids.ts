import type { Target } from './answer.ts'
import type { SlackApi } from './api.ts'
import { slackCode } from './errors.ts'

/** Slack drops a status after two minutes. */
const refreshMs = 90_000
const patienceMs = 2_000

/** Never fails the answer: whatever goes wrong here is left alone. */
export const quietly = async (work: Promise<unknown>): Promise<void> => {
  await work.catch(() => undefined)
}

export interface Aid {
  /** Gone from the thread. */
  end(): Promise<void>
}

/** “is thinking …” beside the bot's name, until the answer is there. */
export function showStatus({ api, place }: Target, status: string): Aid {
  const set = (text: string) =>
    quietly(
      api.callWithin(patienceMs, 'assistant.threads.setStatus', {
        channel_id: place.channelId,
        thread_ts: place.threadId,
        status: text,
      }),
    )
  let last = set(status)
  const timer = setInterval(() => {
    last = set(status)
  }, refreshMs)
  return {
    async end() {
      clearInterval(timer)
      // One that is still on its way would otherwise arrive after this.
      await last
      await set('')
    },
  }
}

/** What an interrupted try left behind. Slack may hold on to a message that it thinks is being written. */
export async function removeMessages(
  api: SlackApi,
  channel: string,
  ids: readonly string[],
): Promise<void> {
  for (const ts of ids) {
    try {
      await api.call('chat.delete', { channel, ts })
    } catch (error) {
      if (slackCode(error) === 'message_not_found') continue
      await quietly(api.call('chat.stopStream', { channel, ts }))
      await quietly(api.call('chat.delete', { channel, ts }))
    }
  }
}
