import { LogLevel, webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, type SlackEmulator, startSlack, type User } from './index.ts'
import { asList, asText } from './json.ts'

let slack: SlackEmulator
let client: webApi.WebClient
let ada: User
let general: Channel

beforeEach(async () => {
  slack = await startSlack()
  client = new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 1, minTimeout: 1, maxTimeout: 1 },
  })
  ada = slack.addUser({ name: 'ada' })
  general = slack.addChannel({ name: 'general', members: [ada] })
})

afterEach(async () => await slack.close())

const errorOf = async (call: Promise<unknown>): Promise<unknown> => {
  const failure = await call.then(
    () => undefined,
    error => error,
  )
  return failure?.data?.error ?? failure
}

const codes = () => slack.violations.map(one => one.code)

describe('messages', () => {
  it('keep their blocks when only the text is updated', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'block' } }]
    const { ts = '' } = await client.chat.postMessage({ channel: general.id, text: 'a', blocks })
    await client.chat.update({ channel: general.id, ts, text: 'b' })
    expect(slack.shown(ts)).toMatchObject({ text: 'block', rawText: 'b' })
    await client.chat.update({ channel: general.id, ts, text: 'b', blocks: [] })
    expect(slack.shown(ts).text).toBe('b')
    const tooLong = client.chat.update({ channel: general.id, ts, text: 'x'.repeat(4001) })
    expect(await errorOf(tooLong)).toBe('msg_too_long')
  })

  it('are cut at 40,000 characters, and ephemerals cannot be changed', async () => {
    const channel = general.id
    await client.chat.postMessage({ channel, text: 'x'.repeat(40_001) })
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel,
      user: ada.id,
      text: 'a',
    })
    expect(await errorOf(client.chat.update({ channel, ts, text: 'b' }))).toBe('message_not_found')
    expect(codes()).toEqual(['message_truncated', 'message_not_found'])
  })

  it('tell the app about edits, deletions and mentions added later', async () => {
    const said = slack.say(ada, general, 'a')
    slack.edit(said, '@switchboard b')
    slack.remove(said)
    const kinds = slack.events().map(one => one.event['subtype'] ?? one.event['type'])
    expect(kinds).toEqual(['message', 'message_changed', 'app_mention', 'message_deleted'])
  })

  it('come back in pages', async () => {
    const said = slack.say(ada, general, 'root')
    for (const text of ['a', 'b', 'c']) slack.say(ada, general, text, { threadTs: said.ts })
    const seen: unknown[] = []
    const pages = client.paginate('conversations.replies', {
      channel: general.id,
      ts: said.ts,
      limit: 2,
    })
    for await (const page of pages)
      seen.push(...asList(Reflect.get(page, 'messages')).map(one => one['text']))
    expect(seen).toEqual(['root', 'a', 'b', 'c'])
  })

  it('carry files that only the bot token opens', async () => {
    slack.say(ada, general, 'look', { files: [{ name: 'notes.txt', content: 'secret' }] })
    const [file] = asList(slack.events().at(-1)?.event['files'])
    const open = async (headers: Record<string, string>) =>
      await (await fetch(asText(file?.['url_private']), { headers })).text()
    expect(await open({})).toContain('Sign in')
    expect(await open({ authorization: `Bearer ${slack.botToken}` })).toBe('secret')
  })
})

describe('triggers, tokens and troubles', () => {
  it('let a trigger be used once and in time', async () => {
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: 'A' },
      blocks: [{ type: 'divider' }],
    }
    const newTrigger = async () => {
      await slack.slash(ada, general, '/model')
      return [...slack.world.triggers.keys()].at(-1)
    }
    const first = await newTrigger()
    await client.apiCall('views.open', { trigger_id: first, view })
    expect(await errorOf(client.apiCall('views.open', { trigger_id: first, view }))).toBe(
      'exchanged_trigger_id',
    )
    const second = await newTrigger()
    slack.passTime(3001)
    expect(await errorOf(client.apiCall('views.open', { trigger_id: second, view }))).toBe(
      'expired_trigger_id',
    )
  })

  it('check tokens and membership', async () => {
    const stranger = new webApi.WebClient('xoxb-wrong', { slackApiUrl: slack.apiUrl })
    expect(await errorOf(stranger.auth.test())).toBe('invalid_auth')
    expect(await errorOf(client.apps.connections.open())).toBe('not_allowed_token_type')
    slack.removeBot(general)
    expect(await errorOf(client.chat.postMessage({ channel: general.id, text: 'a' }))).toBe(
      'not_in_channel',
    )
    const before = slack.events().length
    slack.say(ada, general, '@switchboard hello')
    expect(slack.events()).toHaveLength(before)
  })

  it('limit, fail, delay, break and lose calls', async () => {
    const post = () => client.chat.postMessage({ channel: general.id, text: 'a' })
    slack.limitNext('chat.postMessage', { retryAfter: 1 })
    const started = Date.now()
    await post()
    expect(Date.now() - started).toBeGreaterThan(900)
    slack.failNext('chat.postMessage', 'internal_error')
    expect(await errorOf(post())).toBe('internal_error')
    slack.delayNext('chat.postMessage', 100)
    slack.breakNext('chat.postMessage', 'lose')
    await post()
    expect(slack.callsOf('chat.postMessage')).toHaveLength(5)
    expect(slack.channel(general)).toHaveLength(3)
    expect(codes()).toEqual([])
  })
})
