import type { Card } from '../../src/ui/card.ts'
import type { Target } from './answer.ts'
import { type Aid, quietly } from './answer-aids.ts'
import { isLastingRefusal, slackCode } from './errors.ts'
import { textAt } from './json.ts'

const afterMs = 2_000
const patienceMs = 2_000
const titleLength = 200

/** The session works, but the app never hears of its button: so Slack shows none. */
const unheard = 'missing_agent_session_stopped_event_subscription'

type Session = 'stoppable' | 'unheard' | 'refused'

export interface Stoppable {
  readonly title: string
  /** What to press where Slack has no control of its own. */
  readonly stop: Card
  /** The message with that button is gone. */
  readonly onGone: (ts: string) => void
}

/**
 * Slack's own stop control: an agent session that is processing, https://docs.slack.dev/ai/agent-sessions. Where that
 * is refused it is a message with a Stop button, once the answer takes long enough to want one.
 */
export function createStopControl(): (target: Target, stoppable: Stoppable) => Aid {
  let hasSessions = true

  async function begin(target: Target, title: string): Promise<Session> {
    if (!hasSessions) return 'refused'
    try {
      const more = { title: title.slice(0, titleLength), initiator_user_id: target.askerId }
      const answer = await setStatus(target, 'processing', more)
      return textAt(answer, 'warning').includes(unheard) ? 'unheard' : 'stoppable'
    } catch (error) {
      if (isLastingRefusal(slackCode(error))) hasSessions = false
      return 'refused'
    }
  }

  return (target, { title, stop, onGone }) => {
    const session = begin(target, title)
    let posting: Promise<string | undefined> = Promise.resolve(undefined)
    const timer = setTimeout(() => {
      posting = session.then(state => (state === 'stoppable' ? undefined : post(target, stop)))
    }, afterMs)
    return {
      async end() {
        clearTimeout(timer)
        // Slack leaves it to the app to say that the work has ended, also after a stop
        if ((await session) !== 'refused') await quietly(setStatus(target, 'active'))
        const ts = await posting
        if (ts === undefined) return
        await quietly(target.api.call('chat.delete', { channel: target.place.channelId, ts }))
        onGone(ts)
      },
    }
  }
}

const setStatus = ({ api, place }: Target, status: string, more = {}) =>
  api.callWithin(patienceMs, 'agents.sessions.setStatus', {
    channel_id: place.channelId,
    thread_ts: place.threadId,
    status,
    ...more,
  })

async function post(target: Target, card: Card): Promise<string | undefined> {
  try {
    const { ts } = await target.poster.post(target.place, card, target.mark)
    target.onPosted(ts)
    return ts
  } catch {
    return undefined
  }
}
