import { setTimeout as sleep } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import type { Context } from './context.ts'
import { asJson, type Json, textAt } from './json.ts'
import { fromPress, fromShortcut, fromSlash, fromSubmission } from './receive-interaction.ts'
import { answerCommand, answerPress, answerShortcut } from './respond.ts'
import { answerForm } from './respond-form.ts'

/** Slack waits three seconds for what becomes of a form. */
const formPatienceMs = 2_500

/** What people press, choose, fill in and call; each acknowledged before anything else that may take time. */
export function listenToInteractions(
  app: App,
  context: Context,
  track: (work: Promise<void>) => void,
): void {
  const { inbox, commands, me, log } = context
  const paths = commands.map(one => one.path)
  const hand = (work: Promise<void>) =>
    void work.catch(error => log.error({ err: error }, 'Slack interaction was not handled'))

  app.command(/.*/, async ({ ack, body }) => {
    await ack()
    const invocation = fromSlash(asJson(body), me(), paths)
    const origin = { place: invocation.place, personId: invocation.actor.id, body: asJson(body) }
    hand(inbox.command(invocation, answerCommand(context, origin)))
  })

  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack()
    const invocation = fromShortcut(asJson(body), me(), commands)
    if (!invocation) return
    const origin = { place: invocation.place, personId: invocation.actor.id, body: asJson(body) }
    hand(inbox.command(invocation, answerShortcut(context, origin)))
  })

  app.action(/.*/, async ({ ack, body }) => {
    await ack()
    const press = fromPress(asJson(body), me(), await homeOf(context, asJson(body)))
    if (!press) return
    const origin = { place: press.place, personId: press.actor.id, body: asJson(body) }
    hand(inbox.press(press, answerPress(context, origin)))
  })

  app.view(/.*/, async ({ ack, body }) => {
    const submission = fromSubmission(asJson(body), me())
    const origin = { place: submission.place, personId: submission.actor.id, body: asJson(body) }
    const acknowledge: (response?: never) => Promise<void> = ack
    const answer = answerForm(context, origin, response => acknowledge(response as never))
    const work = inbox.submit(submission, answer.responder)
    hand(work)
    const done = work.catch(() => undefined)
    const settled = Promise.race([done, sleep(formPatienceMs, undefined, { ref: false })])
    const acknowledged = settled.then(answer.acknowledge)
    track(acknowledged)
    await acknowledged
  })
}

/** App Home is nowhere: what is pressed there is answered in the person's DM. */
async function homeOf({ people }: Context, body: Json): Promise<string> {
  const isHome = textAt(body, 'container', 'type') === 'view'
  return isHome ? await people.dmOf(textAt(body, 'user', 'id')) : ''
}
