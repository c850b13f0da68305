import { describe, expect, it } from 'vitest'
import { fromMrkdwn } from '../../../adapters/slack/from-mrkdwn.ts'
import { toMember } from '../../../adapters/slack/people.ts'
import {
  fromMessageEvent,
  type Identity,
  namesNeeded,
  toEdit,
  toIncoming,
} from '../../../adapters/slack/receive.ts'
import {
  fromPress,
  fromShortcut,
  fromSlash,
  fromSubmission,
} from '../../../adapters/slack/receive-interaction.ts'
import { commands } from './start-chat.ts'

const me: Identity = { teamId: 'T1', botUserId: 'U0BOT', botId: 'B0BOT' }
const people = new Map([
  ['U1', { name: 'Ada', isBot: false }],
  ['U2', { name: 'Bob', isBot: false }],
  ['U3', { name: 'otherbot', isBot: true }],
])

const message = (more: object) => ({
  type: 'message',
  user: 'U1',
  channel: 'C1',
  channel_type: 'channel',
  ts: '1700000000.000100',
  text: 'hello',
  ...more,
})

describe('a message', () => {
  it.each([
    ['mentions the bot', '<@U0BOT> hello', { text: 'hello', mentionsBot: true }],
    ['greets the bot', '<@U0BOT>, hello', { text: 'hello', mentionsBot: true }],
    ['names it in between', 'hello <@U0BOT> there', { text: 'hello there', mentionsBot: true }],
    ['opens with somebody', '<@U2> look', { text: '@Bob look', opensWithOther: true }],
    ['opens with an app', '<@U3> look', { text: '@otherbot look', opensWithOther: false }],
    ['opens with both', '<@U0BOT> <@U2> hi', { text: '@Bob hi', opensWithOther: false }],
    ['is a command', '<@U0BOT> /model gpt-5', { text: '/model gpt-5', mentionsBot: true }],
    [
      'is a command with ids',
      '!models budget 5 target:<#C2|eng>',
      { text: '!models budget 5 target:<#C2|eng>' },
    ],
  ])('%s', (_, raw, expected) => {
    expect(toIncoming(message({ text: raw }), me, people)).toMatchObject(expected)
  })

  it('knows its place, its author, its time and its files', () => {
    const file = {
      name: 'a.png',
      mimetype: 'image/png',
      size: 5,
      url_private_download: 'https://files.slack.com/a',
    }
    const gone = { mode: 'tombstone', id: 'F2' }

    const incoming = toIncoming(
      message({ thread_ts: '1.1', subtype: 'file_share', files: [file, gone] }),
      me,
      people,
    )

    expect(incoming).toEqual({
      id: '1700000000.000100',
      place: { workspaceId: 'slack:T1', channelId: 'C1', threadId: '1.1', isDirect: false },
      author: { id: 'U1', name: 'Ada' },
      text: 'hello',
      mentionsBot: false,
      opensWithOther: false,
      attachments: [
        { name: 'a.png', mimeType: 'image/png', sizeBytes: 5, ref: 'https://files.slack.com/a' },
      ],
      sentAt: new Date(1_700_000_000_000),
      threadStartedAt: new Date(1_100),
    })
  })

  it('in a DM is direct, and a message that began a thread is at the top level', () => {
    const direct = message({ channel: 'D1', channel_type: 'im' })
    const root = message({ thread_ts: '1700000000.000100' })

    expect(toIncoming(direct, me, people).place).toEqual({
      workspaceId: 'slack:T1',
      channelId: 'D1',
      isDirect: true,
    })
    expect(toIncoming(root, me, people).place.threadId).toBeUndefined()
  })

  it('needs the names of its author and of those it mentions', () => {
    expect(namesNeeded(message({ text: '<@U0BOT> ask <@U2>' }), me)).toEqual(['U1', 'U2'])
  })
})

describe('a message event', () => {
  it.each([
    ['written by a person', message({}), 'posted'],
    ['with a file', message({ subtype: 'file_share' }), 'posted'],
    ['also sent to the channel', message({ subtype: 'thread_broadcast' }), 'posted'],
    ['by this app', message({ user: 'U0BOT', bot_id: 'B0BOT' }), undefined],
    ['by another app', message({ bot_id: 'B2' }), undefined],
    ['by an old integration', message({ subtype: 'bot_message', user: undefined }), undefined],
    ['about somebody who joined', message({ subtype: 'channel_join' }), undefined],
    [
      'changed',
      message({
        subtype: 'message_changed',
        message: message({ text: 'new' }),
        previous_message: message({}),
      }),
      'edited',
    ],
    [
      'unfolded',
      message({
        subtype: 'message_changed',
        message: message({ attachments: [{}] }),
        previous_message: message({}),
      }),
      undefined,
    ],
    [
      'changed by this app',
      message({
        subtype: 'message_changed',
        message: message({ text: 'new', bot_id: 'B0BOT' }),
        previous_message: message({}),
      }),
      undefined,
    ],
    [
      'deleted',
      message({ subtype: 'message_deleted', deleted_ts: '1.1', previous_message: message({}) }),
      'deleted',
    ],
    [
      'deleted with answers',
      message({
        subtype: 'message_changed',
        message: { subtype: 'tombstone', user: 'USLACKBOT' },
        previous_message: message({}),
      }),
      'deleted',
    ],
  ])('%s', (_, event, kind) => {
    expect(fromMessageEvent(event, me)?.kind).toBe(kind)
  })

  it('keeps the channel of what was changed or deleted', () => {
    const changed = fromMessageEvent(
      message({
        subtype: 'message_changed',
        message: { user: 'U1', ts: '2.2', thread_ts: '1.1', text: 'new' },
        previous_message: { user: 'U1', ts: '2.2', text: 'old' },
      }),
      me,
    )

    expect(changed && toEdit(changed.message, me, people)).toEqual({
      id: '2.2',
      place: { workspaceId: 'slack:T1', channelId: 'C1', threadId: '1.1', isDirect: false },
      author: { id: 'U1', name: 'Ada' },
      text: 'new',
    })
  })
})

describe('fromMrkdwn', () => {
  it.each([
    ['*bold* _it_ ~gone~', '**bold** _it_ ~~gone~~'],
    ['2*3*4 a*b', '2*3*4 a*b'],
    ['a &lt; b &amp;&amp; c', 'a < b && c'],
    ['<https://a.example|Label>', '[Label](https://a.example)'],
    ['<https://a.example>', 'https://a.example'],
    ['<http://a.example|a.example>', 'a.example'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<#C1|general> <#C2|>', '#general #C2'],
    ['<!here> <!subteam^S1|@eng>', '@here @eng'],
    ['<!date^1^{date}|today>', 'today'],
    ['<@U1|ada> <@U9|zoe> <@U8>', '@Ada @zoe @someone'],
    ['`a &lt; *b*`', '`a < *b*`'],
    ['```a\nb```', '```\na\nb\n```'],
    ['• one\n• two', '- one\n- two'],
    ['&gt; quoted', '> quoted'],
  ])('%j becomes %j', (given, expected) => {
    expect(fromMrkdwn(given, people)).toBe(expected)
  })
})

describe('a slash command', () => {
  const slash = (command: string, text: string) =>
    fromSlash(
      {
        command,
        text,
        user_id: 'U1',
        user_name: 'ada',
        channel_id: 'C1',
        trigger_id: 'trigger',
      },
      me,
      commands.map(one => one.path),
    )

  it.each([
    ['/model', 'gpt-5', 'model', 'gpt-5'],
    ['/model', '', 'model', ''],
    ['/models', 'enable  openai/gpt-5 Fast one', 'models enable', 'openai/gpt-5 Fast one'],
    ['/models', 'Enable x', 'models enable', 'x'],
    ['/models', 'enabled x', 'models enabled', 'x'],
    ['/models', '', 'models', ''],
    ['/switchboard', 'models enable x', 'models enable', 'x'],
    ['/switchboard', 'model gpt-5', 'model', 'gpt-5'],
    ['/switchboard', 'nonsense x', 'nonsense', 'x'],
    ['/switchboard', '', 'help', ''],
    ['/model', 'a &amp; b <https://x.example|x>', 'model', 'a & b x'],
    ['/model', '<#C2|eng> <@U2|bob>', 'model', '<#C2|eng> <@U2|bob>'],
  ])('%s %s', (command, text, path, line) => {
    expect(slash(command, text)).toMatchObject({ command: path, input: { kind: 'line', line } })
  })

  it('is known again, and knows who called it where', () => {
    expect(slash('/model', 'x')).toMatchObject({
      id: slash('/model', 'x').id,
      actor: { id: 'U1', name: 'ada' },
      place: { workspaceId: 'slack:T1', channelId: 'C1', isDirect: false },
    })
  })
})

describe('a message shortcut', () => {
  const shortcut = (callbackId: string, more: object = {}) =>
    fromShortcut(
      {
        callback_id: callbackId,
        trigger_id: 't',
        user: { id: 'U1', name: 'ada' },
        channel: { id: 'C1' },
        message: { ts: '2.2', ...more },
      },
      me,
      commands,
    )

  it.each([
    ['model', {}, 'model', '2.2'],
    ['task_run', { thread_ts: '1.1' }, 'task run', '1.1'],
  ])('%s runs on the thread of the message', (id, more, command, threadId) => {
    expect(shortcut(id, more)).toMatchObject({ command, place: { threadId } })
  })

  it('that nobody declared is nothing', () => {
    expect(shortcut('gone')).toBeUndefined()
  })
})

describe('a press', () => {
  const press = (action: object, container: object = {}) =>
    fromPress(
      {
        user: { id: 'U1', username: 'ada' },
        channel: { id: 'C1' },
        container: { type: 'message', message_ts: '2.2', channel_id: 'C1', ...container },
        trigger_id: 't',
        actions: [action],
      },
      me,
      '',
    )

  it.each([
    [
      'a button',
      { type: 'button', action_id: '0|use|', value: 'gpt-5' },
      { action: 'use', value: 'gpt-5', chosen: [] },
    ],
    [
      'a menu',
      { type: 'static_select', action_id: '1|pick|t', selected_option: { value: 'a' } },
      { action: 'pick', value: 't', chosen: ['a'] },
    ],
    [
      'a menu for several',
      {
        type: 'multi_static_select',
        action_id: '1|pick|t',
        selected_options: [{ value: 'a' }, { value: 'b' }],
      },
      { action: 'pick', value: 't', chosen: ['a', 'b'] },
    ],
  ])('on %s', (_, action, expected) => {
    expect(press(action)).toMatchObject(expected)
  })

  it('knows the thread, unless the message began it', () => {
    const action = { type: 'button', action_id: '0|use|' }

    expect(press(action, { thread_ts: '1.1' })?.place.threadId).toBe('1.1')
    expect(press(action, { thread_ts: '2.2' })?.place.threadId).toBeUndefined()
  })

  it('of something that is not ours is nothing', () => {
    expect(press({ type: 'button', action_id: 'else' })).toBeUndefined()
  })
})

describe('a submitted form', () => {
  it('comes back with state, place and the values of its fields', () => {
    const input = (id: string) => ({ type: 'input', block_id: id })
    const submission = fromSubmission(
      {
        user: { id: 'U1', name: 'ada' },
        view: {
          id: 'V1',
          callback_id: 'enable',
          private_metadata: JSON.stringify({
            state: 's',
            place: { channelId: 'C1', threadId: '1.1', isDirect: false, workspaceId: 'slack:TX' },
          }),
          blocks: [{ type: 'header' }, ...['label', 'model', 'many', 'who', 'none'].map(input)],
          state: {
            values: {
              label: { value: { type: 'plain_text_input', value: 'fast' } },
              model: { value: { type: 'static_select', selected_option: { value: 'gpt' } } },
              many: {
                value: { selected_options: [{ value: 'a' }, { value: 'b' }] },
              },
              who: { value: { type: 'multi_users_select', selected_users: ['U1', 'U2'] } },
              none: { value: { type: 'plain_text_input', value: null } },
            },
          },
        },
      },
      me,
    )

    expect(submission).toMatchObject({
      form: 'enable',
      state: 's',
      values: { label: ['fast'], model: ['gpt'], many: ['a', 'b'], who: ['U1', 'U2'], none: [] },
      actor: { id: 'U1', name: 'ada' },
      place: { workspaceId: 'slack:T1', channelId: 'C1', threadId: '1.1', isDirect: false },
    })
  })
})

describe('a member', () => {
  const user = (more: object) => ({
    id: 'U1',
    team_id: 'T1',
    name: 'ada',
    profile: { display_name: 'Ada' },
    ...more,
  })

  it.each([
    ['an ordinary one', {}, { name: 'Ada', isAdmin: false, isGuest: false }],
    ['an admin', { is_admin: true }, { isAdmin: true }],
    ['the owner', { is_primary_owner: true }, { isAdmin: true }],
    ['a guest', { is_restricted: true }, { isGuest: true }],
    ['an admin elsewhere', { is_admin: true, team_id: 'T2' }, { isAdmin: false, isGuest: true }],
  ])('%s', (_, more, expected) => {
    expect(toMember(user(more), 'T1')).toMatchObject(expected)
  })

  it('who left is none', () => {
    expect(toMember(user({ deleted: true }), 'T1')).toBeUndefined()
  })
})
