import { App, type AppOptions, LogLevel } from '@slack/bolt'
import { afterEach, expect, it } from 'vitest'
import {
  type Channel,
  type SlackEmulator,
  type SlackOptions,
  startSlack,
  type User,
} from './index.ts'

let slack: SlackEmulator
let app: App
let ada: User
let bob: User
let general: Channel

afterEach(async () => {
  await app.stop().catch(() => {})
  await slack.close()
})

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const section = (text: string) => ({ type: 'section' as const, text: plain(text) })
const actions = (...elements: readonly { type: string }[]) => ({ type: 'actions', elements })
const button = (text: string, more = {}) => ({
  type: 'button',
  action_id: text,
  text: plain(text),
  ...more,
})

const start = async (prepare: (app: App) => void, options: SlackOptions = {}) => {
  slack = await startSlack(options)
  ada = slack.addUser({ name: 'ada' })
  bob = slack.addUser({ name: 'bob' })
  general = slack.addChannel({ name: 'general', members: [ada, bob] })
  const settings: AppOptions = {
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  }
  app = new App(settings)
  prepare(app)
  await app.start()
  await slack.connected()
}

const page = (title: string, more = {}) => ({
  type: 'modal' as const,
  callback_id: 'page',
  title: plain(title),
  submit: plain('Next'),
  blocks: [section(title), actions(button('deeper'))],
  ...more,
})

it('stacks modals three deep, updates and clears them', async () => {
  let depth = 1
  await start(bot => {
    bot.command('/open', async ({ ack, client, body }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view: page('One') })
    })
    bot.action('deeper', async ({ ack, client, body }) => {
      await ack()
      depth += 1
      if ('trigger_id' in body)
        await client.views.push({ trigger_id: body.trigger_id, view: page(`Page ${depth}`) })
    })
    bot.view('page', async ({ ack }) => await ack({ response_action: 'clear' }))
    bot.error(async () => {})
  })
  const outcome = await slack.slash(ada, general, '/open')
  const first = await slack.waitFor(() => outcome.views[0])
  for (const pushes of [1, 2, 3]) {
    await slack.press(ada, slack.modal(ada) ?? first, 'deeper')
    await slack.waitFor(() => slack.callsOf('views.push')[pushes - 1]?.response)
  }
  expect(slack.violations.map(one => one.code)).toEqual(['push_limit_reached'])
  const top = slack.modal(ada)
  expect(top && slack.viewText(top)).toContain('Page 3')
  expect((await slack.submit(ada, top ?? '')).result).toBe('cleared')
  expect(slack.modal(ada)).toBeUndefined()
  await expect(slack.submit(ada, first)).rejects.toThrow(/not open/)
})

it('tells of a closed modal, and keeps an update away from it', async () => {
  const closed: unknown[] = []
  await start(bot => {
    bot.command('/open', async ({ ack, client, body }) => {
      await ack()
      const view = page('One', { notify_on_close: true })
      await client.views.open({ trigger_id: body.trigger_id, view })
    })
    bot.view({ callback_id: 'page', type: 'view_closed' }, async ({ ack, body }) => {
      await ack()
      closed.push(body.type)
    })
  })
  const outcome = await slack.slash(ada, general, '/open')
  const view = await slack.waitFor(() => outcome.views[0])
  await slack.closeView(ada, view)
  expect(closed).toEqual(['view_closed'])
  const late = app.client.views.update({ view_id: view.id, view: page('Two') })
  await expect(late).rejects.toThrow(/not_found/)
  expect(slack.violations).toEqual([])
})

it('shows ephemerals to one person, who may press what is in them', async () => {
  const bodies: unknown[] = []
  await start(bot => {
    bot.event('app_mention', async ({ event, client }) => {
      await client.chat.postEphemeral({
        channel: event.channel,
        user: event.user ?? '',
        thread_ts: event.ts,
        text: 'Sure?',
        blocks: [section('Sure?'), actions(button('yes', { value: '1' }))],
      })
    })
    bot.action('yes', async ({ ack, body, respond }) => {
      await ack()
      bodies.push(body)
      await respond({ delete_original: true })
    })
  })
  const said = slack.say(ada, general, '@switchboard delete it')
  const shown = await slack.waitFor(() =>
    slack.thread(general, said.ts).find(one => one.ephemeralTo),
  )
  expect(shown.ephemeralTo).toBe(ada.id)
  await expect(slack.press(bob, shown, 'yes')).rejects.toThrow(/does not see/)
  await slack.press(ada, shown, 'yes')
  await slack.waitFor(() => slack.thread(general, said.ts).length === 1, 'the ephemeral to go')
  expect(bodies[0]).toMatchObject({ container: { is_ephemeral: true, thread_ts: said.ts } })
  expect(bodies[0]).not.toHaveProperty('message')
  expect(slack.violations).toEqual([])
})

it('counts the uses of a response_url', async () => {
  await start(bot => {
    bot.command('/many', async ({ ack, respond }) => {
      await ack()
      for (let count = 0; count < 6; count += 1) await respond(`${count}`)
    })
    bot.error(async () => {})
  })
  const outcome = await slack.slash(ada, general, '/many')
  await slack.waitFor(() => slack.violations.length > 0)
  expect(outcome.shown).toEqual(['0', '1', '2', '3', '4'])
  expect(slack.violations).toMatchObject([{ method: 'response_url', code: 'used_url' }])
})
