import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Channel, type SlackEmulator, startSlack, type User } from './index.ts'

let slack: SlackEmulator
let app: App
let ada: User
let general: Channel

beforeEach(async () => {
  slack = await startSlack({ ackLimitMs: 1500 })
  ada = slack.addUser({ name: 'ada' })
  general = slack.addChannel({ name: 'general', members: [ada] })
})

afterEach(async () => {
  await app?.stop().catch(() => {})
  await slack.close()
})

// A receiver made by hand takes the address from its own options, not from the App's.
const startApp = async (prepare: (app: App) => void) => {
  const clientOptions = { slackApiUrl: slack.apiUrl }
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: 500,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  })
  app = new App({ token: slack.botToken, receiver, logLevel: LogLevel.ERROR, clientOptions })
  prepare(app)
  await app.start()
  await slack.connected()
}

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

it('records a late ack, redelivers, and reconnects', { timeout: 20_000 }, async () => {
  const retries: unknown[] = []
  await startApp(bot => {
    bot.command('/slow', async () => {})
    bot.event('app_mention', async ({ body }) => {
      retries.push(body.event_id)
    })
  })
  const said = slack.say(ada, general, '@switchboard hi')
  await slack.waitFor(() => retries.length === 1)
  const mention = slack.events().find(one => one.event['type'] === 'app_mention')
  const again = slack.redeliver(mention?.eventId ?? '')
  await again.settled
  expect(again.attempt).toBe(1)
  expect(retries).toEqual([mention?.eventId, mention?.eventId])
  const slow = await slack.slash(ada, general, '/slow')
  expect(slow.failure).toBe('operation_timeout')
  expect(slack.violations.map(one => one.code)).toEqual(['ack_timeout'])
  slack.dropSocket()
  await slack.waitFor(() => slack.connections() === 0)
  slack.say(ada, general, '@switchboard again', { threadTs: said.ts })
  await slack.connected(1, 15_000)
  await slack.waitFor(() => retries.length === 3)
})

it('reconnects when Slack asks for it and gets what was said meanwhile', {
  timeout: 20_000,
}, async () => {
  const heard: string[] = []
  await startApp(bot =>
    bot.message(async ({ message }) => {
      if (message.subtype === undefined) heard.push(message.text ?? '')
    }),
  )
  slack.disconnectWarning()
  await slack.waitFor(() => slack.connections() === 0)
  slack.say(ada, general, 'are you there')
  const failed = await slack.slash(ada, general, '/model')
  expect(failed.failure).toBe('dispatch_failed')
  await slack.waitFor(() => heard.includes('are you there'), 'the message', 15_000)
  expect(slack.violations).toEqual([])
})

it('signs what it posts in HTTP mode, and proves the address', async () => {
  const port = await freePort()
  const signingSecret = 'a-signing-secret'
  app = new App({
    token: slack.botToken,
    signingSecret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  })
  const retries: unknown[] = []
  app.message('hi', async ({ say, message, context }) => {
    retries.push(context.retryNum)
    await say({ text: 'hello', thread_ts: message.ts })
  })
  app.command('/model', async ({ ack }) => await ack({ text: 'ok', response_type: 'in_channel' }))
  await app.start(port)
  slack.useHttp({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret })
  const proof = await slack.verifyUrl()
  expect(proof).toMatchObject({ status: 200, body: expect.stringContaining('challenge-1') })
  expect((await slack.forge({ type: 'event_callback' })).status).toBe(401)
  expect((await slack.forge({ type: 'event_callback' }, 'old')).status).toBe(401)
  const said = slack.say(ada, general, 'hi')
  await slack.waitFor(() => slack.thread(general, said.ts).some(one => one.text === 'hello'))
  const event = slack.events().find(one => one.event['ts'] === said.ts)
  await slack.redeliver(event?.eventId ?? '').settled
  expect(retries).toEqual([undefined, 1])
  const outcome = await slack.slash(ada, general, '/model')
  expect(outcome.shown).toEqual(['ok'])
  expect(slack.channel(general).at(-1)).toMatchObject({ text: 'ok', ephemeralTo: undefined })
  expect(slack.violations).toEqual([])
})

it('serves a bot that is a process of its own', async () => {
  const code = `
    import bolt from '@slack/bolt'
    const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slackApiUrl } = process.env
    const app = new bolt.App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl } })
    app.message('ping', ({ say, message }) => say({ text: 'pong', thread_ts: message.ts }))
    await app.start()
  `
  const bot = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, ...slack.env },
  })
  await slack.connected()
  const said = slack.say(ada, general, 'ping')
  await slack.waitFor(() => slack.thread(general, said.ts).some(one => one.text === 'pong'))
  bot.kill()
  await slack.waitFor(() => slack.connections() === 0)
  expect(slack.violations).toEqual([])
})
