import { Avatar } from './avatar.tsx'
import { ChevronIcon } from './icons.tsx'
import { toHash } from './route.ts'
import { authorOf, world } from './state.ts'
import type { ThreadSummary } from './threads.ts'
import { toClock } from './times.ts'

export function ThreadLink({ thread, isUnread }: { thread: ThreadSummary; isUnread: boolean }) {
  const now = world.get()
  if (now === undefined) return null
  const { root, replies } = thread
  const faces = [...new Set(replies.map(reply => reply.authorId))].slice(0, 3)
  const last = replies.at(-1)
  const isAnswering = replies.some(reply => reply.answer?.state === 'growing')
  const count = `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}`
  return (
    <a
      class="thread-link"
      href={toHash({ view: 'channel', channelId: root.channelId, threadId: root.id })}
    >
      <span class="faces">
        {faces.map(id => (
          <Avatar key={id} person={authorOf(now, id)} size={20} />
        ))}
      </span>
      <span class="thread-count">{count}</span>
      <span class="faint">
        {isAnswering ? 'Answering…' : last && `Last at ${toClock(last.sentAt)}`}
      </span>
      {isUnread && <span class="dot" role="img" aria-label="Unread" />}
      <ChevronIcon />
    </a>
  )
}
