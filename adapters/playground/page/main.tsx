import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import { ChannelView } from './channel-view.tsx'
import { connect } from './connection.ts'
import { FormDialog } from './form-dialog.tsx'
import { HomeView } from './home-view.tsx'
import { fromHash, type Route } from './route.ts'
import { Sidebar } from './sidebar.tsx'
import { isDrawerOpen, isLive, notice, personId, route, type World, world } from './state.ts'
import { useStore } from './store.ts'
import { ThreadPane } from './thread-pane.tsx'
import { TopBar } from './top-bar.tsx'
import { isUnread, loadSeen, type Seen, seen } from './unread.ts'

function App() {
  const now = useStore(world, value => value)
  const at = useStore(route, value => value)
  const read = useStore(seen, value => value)
  const isOpen = useStore(isDrawerOpen, value => value)
  useEffect(() => {
    if (now) showTitle(now, read, at)
  }, [now, read, at])
  if (now === undefined) return <Waiting />
  const hasThread = at.view === 'channel' && at.threadId !== undefined
  return (
    <div class={`page ${hasThread ? 'has-thread' : ''} ${isOpen ? 'has-drawer' : ''}`}>
      <TopBar world={now} />
      <Sidebar world={now} seen={read} route={at} />
      <button
        type="button"
        class="scrim"
        aria-label="Close"
        tabIndex={-1}
        onClick={() => isDrawerOpen.set(false)}
      />
      <main>
        <Main world={now} seen={read} route={at} />
      </main>
      {at.view === 'channel' && at.threadId !== undefined && (
        <ThreadPane world={now} seen={read} channelId={at.channelId} threadId={at.threadId} />
      )}
      <FormDialog />
      <Notices />
    </div>
  )
}

interface MainParts {
  readonly world: World
  readonly seen: Seen
  readonly route: Route
}

function Main({ world: now, seen: read, route: at }: MainParts) {
  if (at.view === 'home') return <HomeView world={now} />
  const isKnown = at.view === 'channel' && now.channels.some(({ id }) => id === at.channelId)
  const channelId = at.view === 'direct' ? `dm-${now.me.id}` : isKnown ? at.channelId : 'general'
  const hasThread = at.view === 'channel' && at.threadId !== undefined
  return <ChannelView world={now} seen={read} channelId={channelId} hasThread={hasThread} />
}

const Waiting = () => {
  const live = useStore(isLive, value => value)
  return live ? null : <p class="waiting">Waiting for Switchboard…</p>
}

function Notices() {
  const live = useStore(isLive, value => value)
  const text = useStore(notice, value => value)
  const line = live ? text : 'Connection lost. Trying again…'
  return (
    <div class="notices" role="status">
      {line && <p>{line}</p>}
    </div>
  )
}

function showTitle(now: World, read: Seen, at: Route): void {
  const fresh = [...now.messages.values()].filter(one => isUnread(one, read, now.me.id)).length
  const name = at.view === 'channel' ? `#${at.channelId}` : at.view === 'home' ? 'Home' : 'Direct'
  document.title = `${fresh > 0 ? `(${fresh}) ` : ''}${name} · Switchboard`
}

world.follow(() => {
  const now = world.get()
  if (now) loadSeen(now.me.id, [...now.messages.keys()].sort().at(-1) ?? '')
})
personId.follow(() => connect(personId.get()))
addEventListener('hashchange', () => route.set(fromHash(location.hash)))
addEventListener('keydown', event => {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  isDrawerOpen.set(false)
})
connect(personId.get())

const root = document.getElementById('app')
if (root !== null) {
  root.replaceChildren()
  render(<App />, root)
}
