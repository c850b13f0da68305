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

it('publishes a home, takes message shortcuts and uploads', async () => {
  await start(bot => {
    bot.event('app_home_opened', async ({ client, event }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'section', text: plain('Welcome') }] },
      })
    })
    bot.shortcut('switch', async ({ ack, client, shortcut }) => {
      await ack()
      if (shortcut.type !== 'message_action') return
      await client.filesUploadV2({
        channel_id: shortcut.channel.id,
        thread_ts: shortcut.message_ts,
        filename: 'costs.csv',
        content: 'a,b',
      })
    })
  })
  expect(slack.viewText(await slack.openHome(ada))).toContain('Welcome')
  const said = slack.say(ada, general, 'hello')
  await slack.shortcut(ada, said, 'switch')
  const upload = await slack.waitFor(() => slack.thread(general, said.ts).find(one => one.isBot))
  expect(upload.files).toEqual(['costs.csv'])
  expect(slack.violations).toEqual([])
})

it('speaks for agents: context, prompts, titles, sessions', async () => {
  const seen: unknown[] = []
  await start(bot => {
    bot.event('app_context_changed', async ({ event }) => {
      seen.push(event.context)
    })
    bot.message(async ({ message, client }) => {
      if (message.subtype !== undefined) return
      seen.push(message.app_context)
      const place = { channel_id: message.channel, thread_ts: message.ts }
      await client.agents.sessions.setStatus({ ...place, status: 'processing', title: 'Hello' })
      await client.assistant.threads.setTitle({ ...place, title: 'Hello' })
      await client.assistant.threads.setStatus({ ...place, status: 'thinks' })
    })
  })
  slack.changeContext(ada, general.id)
  const dm = slack.dm(ada)
  const said = slack.say(ada, dm, 'hello', { inDmAgentView: { context: general.id } })
  await slack.waitFor(() => slack.status(dm, said.ts) === 'thinks')
  const context = { entities: [{ type: 'slack#/types/channel_id', value: general.id }] }
  expect(seen).toMatchObject([context, context])
  expect([...slack.world.sessions.values()]).toEqual([{ status: 'processing', title: 'Hello' }])
  expect(slack.violations).toEqual([])
})

it('begins assistant threads and sends only what was subscribed to', async () => {
  const seen: string[] = []
  const events = ['assistant_thread_started', 'message.im']
  await start(
    bot => {
      bot.event(/./, async ({ event }) => {
        seen.push(event.type)
      })
    },
    { agentView: false, events },
  )
  slack.joinBot(general, ada)
  const { threadTs = '' } = slack.openAgent(ada)
  slack.say(ada, slack.dm(ada), 'hello', { threadTs })
  await slack.waitFor(() => seen.length === 2)
  expect(seen.sort()).toEqual(['assistant_thread_started', 'message'])
})
