import type { Method } from './chat-methods.ts'
import { asText, type Json } from './json.ts'
import { refuse, violate } from './refusal.ts'
import { useTrigger } from './triggers.ts'
import { changeView, checkHash, openView, publishHome, pushView, toViewJson } from './views.ts'
import type { View, World } from './world.ts'

const open: Method = (args, world) => {
  const trigger = useTrigger(world, args['trigger_id'])
  return { view: toViewJson(world, openView(world, trigger.user, trigger.id, args['view'])) }
}

const push: Method = (args, world) => {
  const trigger = useTrigger(world, args['trigger_id'])
  const below = world.views.find(view => view.id === trigger.fromView)
  if (below?.content['type'] !== 'modal')
    return violate('not_allowed', 'views.push needs a trigger from a modal')
  if (!below.isOpen) refuse('view_not_found', 'the person closed the modal')
  return { view: toViewJson(world, pushView(world, below, trigger.id, args['view'])) }
}

const wanted = (world: World, args: Json): View => {
  const id = asText(args['view_id'])
  const externalId = asText(args['external_id'])
  if (id === '' && externalId === '') violate('invalid_arguments', 'view_id or external_id')
  const view = world.views.find(one =>
    id === '' ? one.content['external_id'] === externalId : one.id === id,
  )
  return view ?? violate('not_found', `no view ${id || externalId}`)
}

const update: Method = (args, world) => {
  const view = wanted(world, args)
  if (!view.isOpen) refuse('not_found', 'the person closed the modal')
  checkHash(view, asText(args['hash']))
  changeView(world, view, args['view'])
  return { view: toViewJson(world, view) }
}

const publish: Method = (args, world) => {
  const user = asText(args['user_id'])
  if (!world.users.has(user)) violate('invalid_arguments', `no user ${user}`)
  return { view: toViewJson(world, publishHome(world, user, args['view'], asText(args['hash']))) }
}

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
