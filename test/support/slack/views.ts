import { checkView } from './check-view.ts'
import { elementsOf, pruneState, stateJson } from './elements.ts'
import { asJson, asList, asText, type Json } from './json.ts'
import { withBlockIds } from './messages.ts'
import { refuse, violate } from './refusal.ts'
import type { View, World } from './world.ts'

const maxStack = 3

export const openViewsOf = (world: World, user: string) =>
  world.views.filter(view => view.isOpen && view.user === user && view.content['type'] === 'modal')

export const homeOf = (world: World, user: string) =>
  world.views.find(view => view.user === user && view.content['type'] === 'home')

const inputProblems = (world: World, blocks: readonly Json[]) =>
  elementsOf(blocks).flatMap(one =>
    [one.element['initial_user'], one.element['initial_channel']]
      .map(asText)
      .filter(id => id !== '' && !world.users.has(id) && !world.channels.has(id)),
  )

const fillView = (world: World, view: View, content: Json) => {
  const blocks = withBlockIds(world, asList(content['blocks']))
  const strangers = inputProblems(world, blocks)
  if (strangers.length > 0) violate('invalid_arguments', `unknown initial value ${strangers[0]}`)
  view.content = content
  view.blocks = blocks
  view.hash = world.newTs()
  pruneState(blocks, view.state)
}

const checkExternalId = (world: World, content: Json, self?: View) => {
  const id = asText(content['external_id'])
  const taken = world.views.some(
    view => view !== self && view.isOpen && id !== '' && view.content['external_id'] === id,
  )
  if (taken) violate('duplicate_external_id', id)
}

interface NewView {
  readonly user: string
  readonly triggerId: string
  readonly content: Json
  readonly below: View | undefined
}

const addView = (world: World, given: NewView): View => {
  checkExternalId(world, given.content)
  const id = world.newId('V')
  const view: View = {
    id,
    user: given.user,
    triggerId: given.triggerId,
    content: {},
    blocks: [],
    hash: '',
    rootId: given.below?.rootId ?? id,
    previousId: given.below?.id,
    isOpen: true,
    state: new Map(),
  }
  fillView(world, view, given.content)
  world.views.push(view)
  return view
}

export const openView = (world: World, user: string, triggerId: string, given: unknown): View => {
  checkView(given, 'modal')
  for (const view of openViewsOf(world, user)) view.isOpen = false
  return addView(world, { user, triggerId, content: asJson(given), below: undefined })
}

export const pushView = (world: World, below: View, triggerId: string, given: unknown): View => {
  checkView(given, 'modal')
  if (openViewsOf(world, below.user).length >= maxStack) violate('push_limit_reached')
  return addView(world, { user: below.user, triggerId, content: asJson(given), below })
}

export const changeView = (world: World, view: View, given: unknown) => {
  checkView(given, view.content['type'] === 'home' ? 'home' : 'modal')
  checkExternalId(world, asJson(given), view)
  fillView(world, view, asJson(given))
}

export const publishHome = (world: World, user: string, given: unknown, hash: string): View => {
  checkView(given, 'home')
  const known = homeOf(world, user)
  if (!known)
    return addView(world, { user, triggerId: '', content: asJson(given), below: undefined })
  checkHash(known, hash)
  fillView(world, known, asJson(given))
  return known
}

export const checkHash = (view: View, hash: string) => {
  if (hash !== '' && hash !== view.hash) refuse('hash_conflict')
}

export const toViewJson = (world: World, view: View): Json => ({
  id: view.id,
  team_id: world.options.teamId,
  app_installed_team_id: world.options.teamId,
  type: view.content['type'],
  blocks: view.blocks,
  private_metadata: asText(view.content['private_metadata']),
  callback_id: asText(view.content['callback_id']),
  external_id: asText(view.content['external_id']),
  state: stateJson(view.blocks, view.state),
  hash: view.hash,
  title: view.content['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true },
  close: view.content['close'] ?? null,
  submit: view.content['submit'] ?? null,
  clear_on_close: view.content['clear_on_close'] === true,
  notify_on_close: view.content['notify_on_close'] === true,
  root_view_id: view.rootId,
  previous_view_id: view.previousId ?? null,
  app_id: world.options.appId,
  bot_id: world.options.botId,
})
