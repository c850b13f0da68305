import { useEffect } from 'preact/hooks'
import { fetchHome } from './api.ts'
import { CardView } from './card-view.tsx'
import { HomeIcon } from './icons.tsx'
import { Thinking } from './message-row.tsx'
import { homeCard, type World } from './state.ts'
import { useStore } from './store.ts'

/** What Switchboard shows one person about themselves. */
export function HomeView({ world }: { world: World }) {
  const card = useStore(homeCard, value => value)
  useEffect(() => {
    let isCurrent = true
    fetchHome().then(found => isCurrent && homeCard.set(found ?? { blocks: [] }))
    return () => {
      isCurrent = false
    }
  }, [world.me.id])
  return (
    <section class="view" aria-label="Home">
      <header class="view-head">
        <h1>
          <HomeIcon />
          Home
        </h1>
        <p>{world.me.name}’s own page</p>
      </header>
      <div class="list">
        <div class="list-inner home">
          {card === undefined ? (
            <Thinking />
          ) : (
            <CardView
              card={card}
              at={{ spot: { channelId: `dm-${world.me.id}` }, origin: { kind: 'home' } }}
            />
          )}
        </div>
      </div>
    </section>
  )
}
