import { type PressOptions, pick, press, suggest, write } from './actions.ts'
import { globalShortcut, shortcut, slash, slashInThread } from './commands.ts'
import type { Backend } from './deliveries.ts'
import { close, submit, type Values } from './modals.ts'
import type { Places, Where } from './places.ts'
import { channelIdOf } from './talk.ts'
import type { User } from './world.ts'

type ChannelGiven = string | { readonly id: string }

// What a person does with commands, buttons, menus and modals. `what` is an action id, a block id
// or a label; `wanted` is the text or value of an option, the name or id of a user or channel, a date.
export const createHands = (backend: Backend, places: Places) => ({
  slash: (
    user: User,
    channel: ChannelGiven,
    typed: string,
    more: { readonly threadTs?: string } = {},
  ) => (more.threadTs ? slashInThread() : slash(backend, user, channelIdOf(channel), typed)),
  shortcut: (user: User, where: Where, callbackId: string) =>
    shortcut(backend, user, places.messageAt(where), callbackId),
  globalShortcut: (user: User, callbackId: string) => globalShortcut(backend, user, callbackId),
  press: async (user: User, where: Where, what: string, more: PressOptions = {}) =>
    await press(backend, user, places.placeAt(user, where), what, more),
  pick: async (user: User, where: Where, what: string, wanted: string | readonly string[]) =>
    await pick(backend, user, places.placeAt(user, where), what, wanted),
  write: async (user: User, where: Where, what: string, text: string) =>
    await write(backend, user, places.placeAt(user, where), what, text),
  suggest: async (user: User, where: Where, what: string, query: string) =>
    await suggest(backend, user, places.placeAt(user, where), what, query),
  submit: async (user: User, where: Where, values: Values = {}) =>
    await submit(backend, user, places.viewAt(where), values),
  closeView: async (user: User, where: Where) => await close(backend, user, places.viewAt(where)),
})
