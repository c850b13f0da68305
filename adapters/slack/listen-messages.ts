import type { App } from '@slack/bolt'
import type { Context } from './context.ts'
import { asJson, type Json, textAt } from './json.ts'
import { createLanes } from './lanes.ts'
import {
  fromMessageEvent,
  isByPerson,
  type MessageEvent,
  namesNeeded,
  placeOf,
  toEdit,
  toIncoming,
} from './receive.ts'
import { createTwins } from './twins.ts'

/** Bolt has acknowledged an event before a listener hears of it. */
export function listenToMessages(app: App, context: Context): void {
  const { inbox, people, me, log } = context
  const failed = (error: unknown) => log.error({ err: error }, 'Slack message was not handled')
  // Names are looked up first, which must not let a later message overtake.
  const inOrder = createLanes(failed)
  const laneOf = (message: Json) => textAt(message, 'channel')
  const hand = (work: Promise<void>) => void work.catch(failed)

  const twins = createTwins(message =>
    inOrder(laneOf(message), async () => {
      const named = await people.named(namesNeeded(message, me()))
      hand(inbox.message(toIncoming(message, me(), named)))
    }),
  )

  const edited = (message: Json) =>
    inOrder(laneOf(message), async () => {
      const named = await people.named(namesNeeded(message, me()))
      hand(inbox.edited(toEdit(message, me(), named)))
    })

  const deleted = (message: Json, id: string) =>
    inOrder(laneOf(message), async () => hand(inbox.deleted(placeOf(message, me()), id)))

  const take = (event: MessageEvent): void => {
    if (event.kind === 'posted') twins.message(event.message)
    else if (event.kind === 'edited') edited(event.message)
    else deleted(event.message, event.id)
  }

  app.event('message', async ({ event }) => {
    const meant = fromMessageEvent(asJson(event), me())
    if (meant) take(meant)
  })
  app.event('app_mention', async ({ event }) => {
    const message = asJson(event)
    if (isByPerson(message, me())) twins.mention(message)
  })
}
