import { LogLevel, webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, type SlackEmulator, startSlack, type User } from './index.ts'

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

const startStream = async () => {
  const said = slack.say(ada, general, 'question')
  const args = {
    channel: general.id,
    thread_ts: said.ts,
    recipient_user_id: ada.id,
    recipient_team_id: slack.teamId,
    markdown_text: 'Hello',
  }
  const { ts } = await client.chat.startStream(args)
  return { channel: general.id, ts: ts ?? '', threadTs: said.ts }
}

describe('streams', () => {
  it('hold 12,000 characters and cannot be updated meanwhile', async () => {
    const { channel, ts } = await startStream()
    const update = client.chat.update({ channel, ts, text: 'a' })
    expect(await errorOf(update)).toBe('streaming_state_conflict')
    await client.chat.appendStream({ channel, ts, markdown_text: 'x'.repeat(11_995) })
    expect(await errorOf(client.chat.appendStream({ channel, ts, markdown_text: 'x' }))).toBe(
      'msg_too_long',
    )
    await client.chat.stopStream({ channel, ts })
    expect(await errorOf(client.chat.appendStream({ channel, ts, markdown_text: 'x' }))).toBe(
      'message_not_in_streaming_state',
    )
    expect(codes()).toEqual([
      'streaming_state_conflict',
      'msg_too_long',
      'message_not_in_streaming_state',
    ])
  })

  it('end when they are too old or a person stops them', async () => {
    const old = await startStream()
    slack.passTime(301_000)
    const late = client.chat.appendStream({ channel: old.channel, ts: old.ts, markdown_text: 'x' })
    expect(await errorOf(late)).toBe('message_not_in_streaming_state')
    const { channel, ts, threadTs } = await startStream()
    const place = { channel_id: channel, thread_ts: threadTs }
    expect(() => slack.stopStream(ada, ts)).toThrow('no stop button')
    await client.agents.sessions.setStatus({ ...place, status: 'processing' })
    slack.stopStream(ada, ts)
    expect(await errorOf(client.chat.appendStream({ channel, ts, markdown_text: 'x' }))).toBe(
      'stopped_by_user',
    )
    expect(slack.shown(ts)).toMatchObject({ text: 'Hello', isStopped: true })
    expect(slack.events().at(-1)?.event).toMatchObject({
      type: 'agent_session_stopped',
      thread_ts: threadTs,
      streaming_message_ts: [ts],
    })
    expect(codes()).toEqual([])
  })

  it('can be switched off', async () => {
    const without = await startSlack({ streaming: false })
    const bot = new webApi.WebClient(without.botToken, { slackApiUrl: without.apiUrl })
    const call = bot.chat.startStream({ channel: 'C1', thread_ts: '1.1' })
    expect(await errorOf(call)).toBe('feature_disabled')
    expect(without.violations).toEqual([])
    await without.close()
  })
})
