import { dump, waitFor } from './dump.ts'
import type { Places, Where } from './places.ts'
import { renderView } from './render.ts'
import { channel, controlsOf, show, status, thread } from './screen.ts'
import { homeOpened } from './surroundings.ts'
import { channelIdOf } from './talk.ts'
import { homeOf, openViewsOf } from './views.ts'
import type { User, View, World } from './world.ts'

type ChannelGiven = string | { readonly id: string }

// Opens the Home tab and waits until the app has published it (anew).
const openHome = async (world: World, user: User): Promise<View> => {
  const before = homeOf(world, user.id)
  const hash = before?.hash
  homeOpened(world, user, 'home', before ? { view: { id: before.id, hash } } : {})
  const changed = () => {
    const home = homeOf(world, user.id)
    return home && home.hash !== hash ? home : undefined
  }
  return await waitFor(world, changed, `the home of ${user.name}`)
}

// What people see.
export const createViewing = (world: World, places: Places) => ({
  thread: (given: ChannelGiven, threadTs: string) => thread(world, channelIdOf(given), threadTs),
  channel: (given: ChannelGiven) => channel(world, channelIdOf(given)),
  shown: (where: Where) => show(world, places.messageAt(where)),
  status: (given: ChannelGiven, threadTs: string) => status(world, channelIdOf(given), threadTs),
  modal: (user: User): View | undefined => openViewsOf(world, user.id).at(-1),
  home: (user: User): View | undefined => homeOf(world, user.id),
  openHome: (user: User) => openHome(world, user),
  viewText: renderView,
  controls: (view: View) => controlsOf(view),
  waitFor: <T>(
    look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
    what?: string,
    timeoutMs?: number,
  ) => waitFor(world, look, what, timeoutMs),
  dump: () => dump(world),
})
