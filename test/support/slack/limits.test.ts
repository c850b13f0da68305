import { LogLevel, webApi } from '@slack/bolt'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Channel, type Json, type SlackEmulator, startSlack, type User } from './index.ts'
import {
  actions,
  blockCases,
  button,
  long,
  many,
  option,
  plain,
  section,
  select,
} from './limit-cases.ts'

const nothing = () => {}
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

let slack: SlackEmulator
let client: webApi.WebClient
let ada: User
let general: Channel

beforeAll(async () => {
  slack = await startSlack({ triggerLifetimeMs: 60_000 })
  client = new webApi.WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, logger: silent })
  ada = slack.addUser({ name: 'ada' })
  general = slack.addChannel({ name: 'general', members: [ada] })
})

beforeEach(() => {
  slack.violations.splice(0)
})

afterAll(async () => await slack.close())

const errorOf = async (call: Promise<unknown>): Promise<unknown> => {
  const failure = await call.then(
    () => undefined,
    error => error,
  )
  return failure?.data?.error ?? failure
}

it.each(blockCases)('rejects a message with %s', async (_name, blocks, code) => {
  const call = client.apiCall('chat.postMessage', { channel: general.id, text: 'a', blocks })
  expect(await errorOf(call)).toBe(code)
  expect(slack.violations).toMatchObject([{ method: 'chat.postMessage', code }])
})

const modal = (more: Json) => ({
  type: 'modal',
  title: plain('A'),
  blocks: [section('a')],
  ...more,
})
const input = (element: Json) => ({ type: 'input', label: plain('A'), element })

const viewCases: readonly (readonly [string, Json, string])[] = [
  ['title of 25', modal({ title: plain(long(25)) }), 'invalid_arguments'],
  ['submit of 25', modal({ submit: plain(long(25)) }), 'invalid_arguments'],
  ['close of 25', modal({ close: plain(long(25)) }), 'invalid_arguments'],
  ['101 blocks', modal({ blocks: many(101, () => section('a')) }), 'invalid_arguments'],
  ['private_metadata of 3001', modal({ private_metadata: long(3001) }), 'invalid_arguments'],
  [
    'an input without submit',
    modal({ blocks: [input({ type: 'plain_text_input' })] }),
    'invalid_arguments',
  ],
  [
    'max_length of 3001',
    modal({ submit: plain('A'), blocks: [input({ type: 'plain_text_input', max_length: 3001 })] }),
    'invalid_arguments',
  ],
  ['a markdown block', modal({ blocks: [{ type: 'markdown', text: 'a' }] }), 'invalid_arguments'],
  ['more than 250 KB', modal({ blocks: many(100, () => section(long(2600))) }), 'view_too_large'],
]

it.each(viewCases)('rejects a modal with %s', async (_name, view, code) => {
  await slack.slash(ada, general, '/model')
  const trigger = [...slack.world.triggers.keys()].at(-1)
  expect(await errorOf(client.apiCall('views.open', { trigger_id: trigger, view }))).toBe(code)
  expect(slack.violations).toMatchObject([{ code }])
})

const callCases: readonly (readonly [string, string, () => Json, string])[] = [
  ['an unknown method', 'chat.shout', () => ({}), 'unknown_method'],
  [
    'an unknown channel',
    'chat.postMessage',
    () => ({ channel: 'C1', text: 'a' }),
    'channel_not_found',
  ],
  ['no text', 'chat.postMessage', () => ({ channel: general.id, text: '' }), 'no_text'],
  [
    'metadata without a payload',
    'chat.postMessage',
    () => ({ channel: general.id, text: 'a', metadata: { event_type: 'answer' } }),
    'invalid_metadata_format',
  ],
  [
    'an unknown thread',
    'chat.postMessage',
    () => ({ channel: general.id, text: 'a', thread_ts: '1.1' }),
    'thread_not_found',
  ],
  [
    'markdown_text of 12001',
    'chat.postMessage',
    () => ({ channel: general.id, markdown_text: long(12_001) }),
    'msg_too_long',
  ],
  [
    'markdown_text and text',
    'chat.postMessage',
    () => ({ channel: general.id, text: 'a', markdown_text: 'a' }),
    'markdown_text_conflict',
  ],
  [
    'an unknown trigger',
    'views.open',
    () => ({ trigger_id: '1', view: modal({}) }),
    'invalid_trigger_id',
  ],
  [
    'five prompts',
    'assistant.threads.setSuggestedPrompts',
    () => ({ channel_id: general.id, prompts: many(5, () => ({ title: 'a', message: 'a' })) }),
    'invalid_arguments',
  ],
  [
    'a strange session status',
    'agents.sessions.setStatus',
    () => ({ channel_id: general.id, thread_ts: slack.say(ada, general, 'a').ts, status: 'busy' }),
    'invalid_arguments',
  ],
  [
    'a stream without a recipient',
    'chat.startStream',
    () => ({ channel: general.id, thread_ts: slack.say(ada, general, 'a').ts }),
    'missing_recipient_user_id',
  ],
]

it.each(callCases)('rejects %s', async (_name, method, args, code) => {
  expect(await errorOf(client.apiCall(method, args()))).toBe(code)
  expect(slack.violations).toMatchObject([{ method, code }])
})

it('accepts what is just within the limits', async () => {
  await client.apiCall('chat.postMessage', {
    channel: general.id,
    text: long(40_000),
    blocks: [
      section(long(3000)),
      actions(...many(25, () => button({ text: plain(long(75)) }))),
      actions(
        select({ options: many(100, index => option(`${index}`)), initial_option: option('7') }),
      ),
    ],
  })
  expect(slack.violations).toEqual([])
})
