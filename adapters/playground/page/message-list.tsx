import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { WireMessage } from '../protocol.ts'
import { DownIcon } from './icons.tsx'
import { MessageRow } from './message-row.tsx'
import { authorOf, type World } from './state.ts'
import type { ThreadSummary } from './threads.ts'
import { isSameDay, toDay } from './times.ts'
import { isUnread, type Seen } from './unread.ts'
import { useFollowing } from './use-following.ts'

export interface MessageListParts {
  readonly label: string
  readonly world: World
  readonly messages: readonly WireMessage[]
  readonly seen: Seen
  /** Absent in a thread, whose messages open no further one. */
  readonly threads?: ReadonlyMap<string, ThreadSummary>
  readonly empty?: ComponentChildren
}

const page = 120

export function MessageList(parts: MessageListParts) {
  const { label, messages, empty } = parts
  const [limit, setLimit] = useState(page)
  const { scroller, content, isAway, follow } = useFollowing(messages.at(-1)?.id)
  const shown = messages.slice(-limit)
  return (
    <div class="list-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list is scrolled with the keyboard */}
      <div class="list" ref={scroller} role="log" aria-label={label} tabIndex={0}>
        <div class="list-inner" ref={content}>
          {messages.length > shown.length && (
            <button type="button" class="button earlier" onClick={() => setLimit(limit + page)}>
              Show earlier messages
            </button>
          )}
          {messages.length === 0 && empty}
          {shown.map((message, index) => (
            <Entry key={message.id} parts={parts} message={message} before={shown[index - 1]} />
          ))}
        </div>
      </div>
      {isAway && (
        <button type="button" class="to-end" onClick={follow}>
          <DownIcon /> Newest
        </button>
      )}
    </div>
  )
}

interface EntryParts {
  readonly parts: MessageListParts
  readonly message: WireMessage
  readonly before: WireMessage | undefined
}

function Entry({ parts, message, before }: EntryParts) {
  const { world, threads, seen } = parts
  const isNewDay = before === undefined || !isSameDay(before.sentAt, message.sentAt)
  const thread = threads?.get(message.id)
  return (
    <>
      {isNewDay && (
        <div class="day">
          <span>{toDay(message.sentAt)}</span>
        </div>
      )}
      <MessageRow
        message={message}
        author={authorOf(world, message.authorId)}
        isMine={message.authorId === world.me.id}
        isContinued={!isNewDay && isContinued(before, message)}
        canReply={threads !== undefined && message.visibleTo === undefined}
        thread={thread}
        isThreadUnread={thread?.replies.some(reply => isUnread(reply, seen, world.me.id)) ?? false}
      />
    </>
  )
}

const closeMs = 5 * 60_000

function isContinued(before: WireMessage | undefined, message: WireMessage): boolean {
  if (before === undefined || before.authorId !== message.authorId) return false
  const isSpecial = (one: WireMessage): boolean =>
    one.card !== undefined || one.answer !== undefined
  return message.sentAt - before.sentAt < closeMs && !isSpecial(before) && !isSpecial(message)
}
