import { App, LogLevel } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, type SlackEmulator, startSlack, type User } from './index.ts'

let slack: SlackEmulator
let app: App
let ada: User
let general: Channel

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const newApp = () =>
  new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 2, minTimeout: 1, maxTimeout: 2 },
    },
  })

const modal = {
  type: 'modal' as const,
  callback_id: 'enable',
  title: plain('Enable'),
  submit: plain('Save'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'label',
      label: plain('Label'),
      element: { type: 'plain_text_input' as const, action_id: 'text', max_length: 10 },
    },
    {
      type: 'input' as const,
      block_id: 'model',
      label: plain('Model'),
      element: {
        type: 'static_select' as const,
        action_id: 'choice',
        options: [
          { text: plain('GPT'), value: 'gpt' },
          { text: plain('Claude'), value: 'claude' },
        ],
      },
    },
  ],
}

beforeEach(async () => {
  slack = await startSlack()
  ada = slack.addUser({ name: 'ada', isAdmin: true })
  general = slack.addChannel({ name: 'general', members: [ada] })
})

afterEach(async () => {
  await app?.stop().catch(() => {})
  await slack.close()
})

const startApp = async (prepare: (app: App) => void) => {
  app = newApp()
  prepare(app)
  await app.start()
  await slack.connected()
}

describe('Socket Mode with Bolt', () => {
  it('streams an answer to a mention and sends both events', async () => {
    await startApp(bot =>
      bot.event('app_mention', async ({ event, sayStream, setStatus }) => {
        await setStatus('is thinking')
        const stream = sayStream({ thread_ts: event.thread_ts ?? event.ts })
        await stream.append({ markdown_text: 'Hello **Ada** & co' })
        await stream.stop({
          blocks: [
            {
              type: 'actions',
              elements: [{ type: 'button', action_id: 'more', text: plain('More') }],
            },
          ],
        })
      }),
    )
    const said = slack.say(ada, general, '@switchboard hi <there>')
    const answer = await slack.waitFor(
      () => slack.thread(general, said.ts).find(one => one.isBot && !one.isStreaming),
      'the answer',
    )
    expect(answer.text).toBe('Hello **Ada** & co\n[More]')
    expect(answer.buttons).toMatchObject([{ actionId: 'more', label: 'More' }])
    expect(slack.shown(said).text).toBe(`<@${slack.botUserId}> hi &lt;there&gt;`)
    const sent = slack.events().filter(one => one.event['ts'] === said.ts)
    expect(sent.map(one => one.event['type']).sort()).toEqual(['app_mention', 'message'])
    expect(new Set(sent.map(one => one.eventId)).size).toBe(2)
    expect(slack.status(general, said.ts)).toBe('')
    expect(slack.violations).toEqual([])
  })

  it('answers a slash command privately, in the ack and by response_url', async () => {
    await startApp(bot =>
      bot.command('/model', async ({ ack, respond, command }) => {
        await ack(`Switching to ${command.text}`)
        await respond('Done')
      }),
    )
    const outcome = await slack.slash(ada, general, '/model gpt')
    await slack.waitFor(() => outcome.responses.length > 0)
    expect(outcome.shown).toEqual(['Switching to gpt', 'Done'])
    expect(outcome.ephemerals).toHaveLength(2)
    expect(() => slack.slash(ada, general, '/model gpt', { threadTs: '1.2' })).toThrow(/threads/)
    expect(slack.violations).toEqual([])
  })

  it('opens a modal, refuses what is missing, shows errors, then closes', async () => {
    const seen: unknown[] = []
    await startApp(bot => {
      bot.command('/enable', async ({ ack, client, body }) => {
        await ack()
        await client.views.open({ trigger_id: body.trigger_id, view: modal })
      })
      bot.view('enable', async ({ ack, view }) => {
        seen.push(view.state.values)
        const label = view.state.values['label']?.['text']?.value
        if (label === 'taken') await ack({ response_action: 'errors', errors: { label: 'Taken' } })
        else await ack()
      })
    })
    const outcome = await slack.slash(ada, general, '/enable')
    const view = await slack.waitFor(() => outcome.views[0], 'the modal')
    expect(slack.viewText(view)).toContain('Label: {plain_text_input}')
    await expect(slack.submit(ada, view, { Label: 'x' })).rejects.toThrow(/"Model" needs/)
    await expect(slack.submit(ada, view, { Label: 'much too long', Model: 'GPT' })).rejects.toThrow(
      /at most 10/,
    )
    await expect(slack.submit(ada, view, { Model: 'Llama' })).rejects.toThrow(/No option/)
    const refused = await slack.submit(ada, view, { Label: 'taken', Model: 'Claude' })
    expect(refused).toMatchObject({ result: 'errors', errors: { label: 'Taken' } })
    const accepted = await slack.submit(ada, view, { label: 'fine' })
    expect(accepted.result).toBe('closed')
    expect(slack.modal(ada)).toBeUndefined()
    expect(seen.at(-1)).toMatchObject({
      label: { text: { value: 'fine' } },
      model: { choice: { selected_option: { value: 'claude' } } },
    })
    expect(slack.violations).toEqual([])
  })

  it('presses buttons and picks from menus that are really there', async () => {
    const seen: unknown[] = []
    await startApp(bot => {
      bot.message('menu', async ({ say }) => {
        await say({
          text: 'menu',
          blocks: [
            { type: 'section', text: plain('Choose'), block_id: 'one' },
            {
              type: 'actions',
              block_id: 'two',
              elements: [
                { type: 'button', action_id: 'go', text: plain('Go'), value: '1' },
                { type: 'external_select', action_id: 'find', placeholder: plain('Find a model') },
              ],
            },
          ],
        })
      })
      bot.options('find', async ({ ack, options }) => {
        await ack({ options: [{ text: plain(`Found ${options.value}`), value: 'found' }] })
      })
      bot.action(/./, async ({ ack, action, body, respond }) => {
        await ack()
        seen.push(action, body)
        await respond({ text: 'changed', replace_original: true, blocks: [] })
      })
    })
    slack.say(ada, general, 'menu')
    const shown = await slack.waitFor(() => slack.channel(general).find(one => one.isBot))
    expect(shown.text).toBe('Choose\n[Go] {Find a model}')
    await expect(slack.press(ada, shown, 'Stop')).rejects.toThrow(/There is: go/)
    await slack.pick(ada, shown, 'Find a model', 'Found')
    await slack.waitFor(() => slack.shown(shown).text === 'changed')
    expect(seen[0]).toMatchObject({ type: 'external_select', selected_option: { value: 'found' } })
    expect(seen[1]).toMatchObject({
      state: { values: { two: { find: { type: 'external_select' } } } },
    })
    await expect(slack.press(ada, shown, 'Go')).rejects.toThrow(/nothing/)
    expect(slack.violations).toEqual([])
  })
})
