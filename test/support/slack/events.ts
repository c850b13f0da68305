import type { Deliveries } from './deliveries.ts'
import { asJson, asText, type Json } from './json.ts'
import { botOf } from './messages.ts'
import type { World } from './world.ts'

const messageNames = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
}

const subscription = (world: World, event: Json): string => {
  const type = asText(event['type'])
  const kind = world.channels.get(asText(event['channel']))?.kind
  return type === 'message' && kind ? messageNames[kind] : type
}

// An app gets what it subscribed to, from the conversations that it is in.
const reaches = (world: World, event: Json): boolean => {
  const subscribed = world.options.events
  if (subscribed && !subscribed.includes(subscription(world, event))) return false
  if (!['message', 'app_mention'].includes(asText(event['type']))) return true
  const channel = world.channels.get(asText(event['channel']))
  return channel?.members.includes(botOf(world)) ?? false
}

const toBody = (world: World, event: Json): Json => {
  const { teamId, appId } = world.options
  return {
    token: 'verification-token',
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: world.newId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botOf(world),
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: world.channels.get(asText(event['channel']))?.isExtShared ?? false,
    event_context: world.newId('ctx-'),
  }
}

export const createPublish = (world: World, deliveries: Deliveries) => (event: Json) => {
  if (reaches(world, event)) deliveries.send('events_api', toBody(world, event))
}

export const eventsOf = (deliveries: Deliveries) =>
  deliveries.all
    .filter(one => one.kind === 'events_api')
    .map(delivery => ({
      eventId: asText(delivery.payload['event_id']),
      event: asJson(delivery.payload['event']),
      delivery,
    }))
