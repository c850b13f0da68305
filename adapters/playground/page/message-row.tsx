import { memo } from 'preact/compat'
import { useState } from 'preact/hooks'
import type { WireMessage, WirePerson } from '../protocol.ts'
import { AnswerBody } from './answer-body.tsx'
import { deleteMessage, dismissMessage } from './api.ts'
import { Avatar } from './avatar.tsx'
import { CardView } from './card-view.tsx'
import { FileList } from './file-list.tsx'
import { BinIcon, CloseIcon, EditIcon, LockIcon, ThreadIcon } from './icons.tsx'
import { Markdown } from './markdown.tsx'
import { MessageEditor } from './message-editor.tsx'
import { go, toSpot } from './route.ts'
import { ThreadLink } from './thread-link.tsx'
import type { ThreadSummary } from './threads.ts'
import { toClock, toFull } from './times.ts'

export interface MessageRowParts {
  readonly message: WireMessage
  readonly author: WirePerson
  readonly isMine: boolean
  /** Follows a message of the same author: no face and name again. */
  readonly isContinued: boolean
  readonly canReply: boolean
  readonly thread: ThreadSummary | undefined
  readonly isThreadUnread: boolean
}

export const MessageRow = memo(function MessageRow(parts: MessageRowParts) {
  const { message, author, isContinued } = parts
  const [isEditing, setEditing] = useState(false)
  return (
    <article
      class={`message ${isContinued ? 'continued' : ''}`}
      aria-label={`${author.name}, ${toClock(message.sentAt)}`}
      data-id={message.id}
    >
      <div class="message-gutter">
        {isContinued ? (
          <time class="message-hour">{toClock(message.sentAt)}</time>
        ) : (
          <Avatar person={author} />
        )}
      </div>
      <div class="message-main">
        {!isContinued && (
          <header class="message-head">
            <strong>{author.name}</strong>
            <time title={toFull(message.sentAt)}>{toClock(message.sentAt)}</time>
          </header>
        )}
        {isEditing ? (
          <MessageEditor message={message} close={() => setEditing(false)} />
        ) : (
          <Body message={message} />
        )}
        {parts.thread && <ThreadLink thread={parts.thread} isUnread={parts.isThreadUnread} />}
      </div>
      {!isEditing && <Tools parts={parts} edit={() => setEditing(true)} />}
    </article>
  )
})

function Body({ message }: { message: WireMessage }) {
  if (message.deleted) return <p class="faint">This message was deleted.</p>
  if (message.answer) return <AnswerBody message={message} answer={message.answer} />
  if (message.card || message.pending) return <CardBody message={message} />
  return (
    <>
      <Markdown text={message.text} />
      {message.editedAt && <span class="edited">edited</span>}
      <FileList files={message.files ?? []} />
    </>
  )
}

function CardBody({ message }: { message: WireMessage }) {
  const { card, prompt, visibleTo } = message
  const isPlain = visibleTo === undefined && prompt === undefined && card?.blocks.length === 1
  const isDirect = message.channelId.startsWith('dm-')
  return (
    <div class={isPlain && card?.blocks[0]?.kind === 'text' ? 'card plain' : 'card'}>
      {(visibleTo || prompt) && (
        <div class="card-head">
          {prompt && <code>{prompt}</code>}
          {visibleTo && !isDirect && (
            <span class="only-you">
              <LockIcon /> Only you can see this
            </span>
          )}
          {visibleTo && (
            <button
              type="button"
              class="quiet icon-only small"
              aria-label="Dismiss"
              title="Dismiss"
              onClick={() => dismissMessage(message.id)}
            >
              <CloseIcon />
            </button>
          )}
        </div>
      )}
      {card ? (
        <CardView
          card={card}
          at={{
            spot: toSpot(message),
            origin: { kind: 'message', messageId: message.id, part: 'card' },
          }}
        />
      ) : (
        <Thinking />
      )}
    </div>
  )
}

export const Thinking = () => (
  <span class="thinking" role="status" aria-label="Working">
    <i />
    <i />
    <i />
  </span>
)

function Tools({ parts, edit }: { parts: MessageRowParts; edit(): void }) {
  const { message, isMine, canReply } = parts
  const canChange = isMine && !message.deleted
  if (!canChange && !canReply) return null
  const reply = (): void =>
    go({ view: 'channel', channelId: message.channelId, threadId: message.id })
  return (
    <div class="tools" role="toolbar" aria-label="Message">
      {canReply && <Tool label="Reply in thread" icon={<ThreadIcon />} use={reply} />}
      {canChange && <Tool label="Edit" icon={<EditIcon />} use={edit} />}
      {canChange && (
        <Tool label="Delete" icon={<BinIcon />} use={() => deleteMessage(message.id)} />
      )}
    </div>
  )
}

const Tool = ({ label, icon, use }: { label: string; icon: preact.JSX.Element; use(): void }) => (
  <button type="button" class="quiet icon-only" aria-label={label} title={label} onClick={use}>
    {icon}
  </button>
)
