import { useEffect, useMemo } from 'preact/hooks'
import { editLast } from './channel-view.tsx'
import { Composer } from './composer.tsx'
import { BackIcon, CloseIcon } from './icons.tsx'
import { MessageList } from './message-list.tsx'
import { go } from './route.ts'
import type { World } from './state.ts'
import { inThread, titleOf } from './threads.ts'
import { markSeen, type Seen } from './unread.ts'

export interface ThreadParts {
  readonly world: World
  readonly seen: Seen
  readonly channelId: string
  readonly threadId: string
}

export function ThreadPane({ world, seen, channelId, threadId }: ThreadParts) {
  const messages = useMemo(() => inThread(world.messages, threadId), [world.messages, threadId])
  const root = world.messages.get(threadId)
  const newest = messages.at(-1)?.id
  useEffect(() => markSeen(threadId, newest), [threadId, newest])
  const close = (): void => go({ view: 'channel', channelId })
  if (root === undefined) return <GoneThread close={close} />
  const title = titleOf({ root, replies: messages.slice(1), newest: '' })
  return (
    <aside class="thread" aria-label={`Thread: ${title}`} data-place={threadId}>
      <header class="view-head">
        <button type="button" class="quiet icon-only only-narrow" aria-label="Back" onClick={close}>
          <BackIcon />
        </button>
        <div class="thread-title">
          <h2>{title}</h2>
          <p>Thread in #{channelId}</p>
        </div>
        <button
          type="button"
          class="quiet icon-only only-wide"
          aria-label="Close thread"
          title="Close thread"
          onClick={close}
        >
          <CloseIcon />
        </button>
      </header>
      <MessageList
        key={threadId}
        label="Messages in this thread"
        world={world}
        messages={messages}
        seen={seen}
      />
      <Composer
        key={`${world.me.id} ${threadId}`}
        spot={{ channelId, threadId }}
        placeholder="Reply in this thread"
        hasFocus
        editLast={() => editLast(threadId)}
      />
    </aside>
  )
}

const GoneThread = ({ close }: { close(): void }) => (
  <aside class="thread" aria-label="Thread">
    <div class="welcome quiet-place">
      <h2>This thread is gone</h2>
      <button type="button" class="button" onClick={close}>
        Back to the channel
      </button>
    </div>
  </aside>
)
