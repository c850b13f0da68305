import { useEffect, useMemo } from 'preact/hooks'
import type { Spot } from '../protocol.ts'
import { Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { go } from './route.ts'
import type { World } from './state.ts'
import { summarise, topLevel } from './threads.ts'
import { markSeen, type Seen } from './unread.ts'
import { ViewHead } from './view-head.tsx'
import { Quiet, Welcome } from './welcome.tsx'

export interface ChannelParts {
  readonly world: World
  readonly seen: Seen
  readonly channelId: string
  readonly hasThread: boolean
}

/** A channel, or one's direct messages. */
export function ChannelView({ world, seen, channelId, hasThread }: ChannelParts) {
  const channel = world.channels.find(({ id }) => id === channelId)
  const isDirect = channel === undefined
  const messages = useMemo(() => topLevel(world.messages, channelId), [world.messages, channelId])
  const threads = useMemo(() => summarise(world.messages), [world.messages])
  const newest = messages.at(-1)?.id
  useEffect(() => markSeen(channelId, newest), [channelId, newest])

  const spot: Spot = { channelId }
  const name = channel ? `#${channel.name}` : 'Switchboard'
  const sent = (id: string, text: string): void => {
    if (!isDirect && /@switchboard\b/i.test(text)) go({ view: 'channel', channelId, threadId: id })
  }
  const isFirst = isDirect || channelId === 'general'
  return (
    <section class="view" aria-label={name}>
      <ViewHead
        name={channel ? channel.name : 'Switchboard'}
        isChannel={!isDirect}
        topic={channel ? channel.topic : 'Only you and the bot'}
      />
      <MessageList
        key={channelId}
        label={`Messages in ${name}`}
        world={world}
        messages={messages}
        seen={seen}
        {...(isDirect ? {} : { threads })}
        empty={
          isFirst ? <Welcome spot={spot} isDirect={isDirect} /> : <Quiet name={channel.name} />
        }
      />
      <Composer
        key={`${world.me.id} ${channelId}`}
        spot={spot}
        placeholder={isDirect ? 'Ask Switchboard' : `Message #${channel.name}`}
        hasFocus={!hasThread}
        sent={sent}
        editLast={() => editLast(channelId)}
      />
    </section>
  )
}

/** The last message of one's own that is in sight opens for editing. */
export function editLast(place: string): void {
  const scope = document.querySelector(`[data-place="${place}"]`) ?? document
  const buttons = scope.querySelectorAll<HTMLButtonElement>('.tools [aria-label="Edit"]')
  buttons.item(buttons.length - 1)?.click()
}
