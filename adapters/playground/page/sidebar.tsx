import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { HashIcon, HomeIcon, Mark, ThreadIcon } from './icons.tsx'
import { type Route, toHash } from './route.ts'
import { isDrawerOpen, type World } from './state.ts'
import { summarise, type ThreadSummary, titleOf } from './threads.ts'
import { isUnread, type Seen } from './unread.ts'

export interface SidebarParts {
  readonly world: World
  readonly seen: Seen
  readonly route: Route
}

export function Sidebar({ world, seen, route }: SidebarParts) {
  const { me, channels, messages } = world
  const fresh = useMemo(
    () => [...messages.values()].filter(message => isUnread(message, seen, me.id)),
    [messages, seen, me.id],
  )
  const threads = useMemo(() => recentThreads(world), [messages])
  const has = (channelId: string): boolean =>
    fresh.some(message => message.channelId === channelId && message.threadId === undefined)
  const here = route.view === 'channel' ? route : undefined
  return (
    <nav class="sidebar" aria-label="Conversations">
      <Entry to={{ view: 'home' }} icon={<HomeIcon />} isHere={route.view === 'home'}>
        Home
      </Entry>
      <h2>Channels</h2>
      {channels.map(({ id, name }) => (
        <Entry
          key={id}
          to={{ view: 'channel', channelId: id }}
          icon={<HashIcon />}
          isHere={here?.channelId === id && here.threadId === undefined}
          isUnread={has(id)}
        >
          {name}
        </Entry>
      ))}
      <h2>Direct messages</h2>
      <Entry
        to={{ view: 'direct' }}
        icon={<Mark size={16} />}
        isHere={route.view === 'direct'}
        isUnread={has(`dm-${me.id}`)}
      >
        Switchboard
      </Entry>
      {threads.length > 0 && <h2>Recent threads</h2>}
      {threads.map(thread => (
        <Entry
          key={thread.root.id}
          to={{ view: 'channel', channelId: thread.root.channelId, threadId: thread.root.id }}
          icon={<ThreadIcon />}
          isHere={here?.threadId === thread.root.id}
          isUnread={fresh.some(({ threadId }) => threadId === thread.root.id)}
        >
          {titleOf(thread)}
        </Entry>
      ))}
    </nav>
  )
}

const recentThreads = ({ messages }: World): ThreadSummary[] =>
  [...summarise(messages).values()].sort((a, b) => (a.newest < b.newest ? 1 : -1)).slice(0, 8)

interface EntryParts {
  readonly to: Route
  readonly icon: ComponentChildren
  readonly isHere: boolean
  readonly isUnread?: boolean
  readonly children: ComponentChildren
}

const Entry = ({ to, icon, isHere, isUnread = false, children }: EntryParts) => (
  <a
    class={`entry ${isUnread && !isHere ? 'unread' : ''}`}
    href={toHash(to)}
    aria-current={isHere ? 'page' : undefined}
    onClick={() => isDrawerOpen.set(false)}
  >
    <span class="entry-icon">{icon}</span>
    <span class="entry-name">{children}</span>
    {isUnread && !isHere && <span class="dot" role="img" aria-label="Unread" />}
  </a>
)
