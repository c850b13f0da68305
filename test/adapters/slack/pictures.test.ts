import { afterEach, describe, expect, it } from 'vitest'
import { type Card, card, chart, file, text } from '../../../src/ui/card.ts'
import type { Chart } from '../../../src/ui/chart.ts'
import { startChat } from './start-chat.ts'

let close = async () => {}
afterEach(() => close())

async function start(options: Parameters<typeof startChat>[0] = {}) {
  const started = await startChat(options)
  close = started.stop
  const { slack, chat } = started
  const ada = slack.addUser({ name: 'Ada' })
  const channel = slack.addChannel({ name: 'general', members: [ada] })
  const place = { workspaceId: `slack:${slack.teamId}`, channelId: channel.id, isDirect: false }
  return { slack, chat, ada, channel, place }
}

const bars = (more: Partial<Chart> = {}): Card =>
  card(
    text('Today.'),
    chart({
      form: 'bars',
      title: 'Spent today',
      unit: 'usd',
      labels: ['GPT-5', 'Claude'],
      series: [{ name: 'Cost', values: [20_000_000n, 45_500_000n] }],
      summary: 'Claude cost most.',
      ...more,
    } as Chart),
  )

const csv = file({ name: 'costs.csv', mimeType: 'text/csv', content: 'a,b\n', alt: 'All of it.' })

describe('a chart', () => {
  it('is Slack’s own where Slack has one, with what it says under it', async () => {
    const { slack, chat, channel, place } = await start()

    await chat.post(place, bars())

    const [message] = slack.channel(channel.id)
    expect(message?.blocks.map(({ type }) => type)).toEqual([
      'markdown',
      'data_visualization',
      'context',
    ])
    expect(message?.blocks[1]?.['chart']).toMatchObject({
      type: 'bar',
      series: [
        {
          name: 'Cost',
          data: [
            { label: 'GPT-5', value: 0.02 },
            { label: 'Claude', value: 0.0455 },
          ],
        },
      ],
    })
    expect(slack.callsOf('files.getUploadURLExternal')).toEqual([])
  })

  it('is a picture in the message where it has none, with words for who does not see it', async () => {
    const { slack, chat, channel, place } = await start()

    await chat.post(place, bars({ form: 'stacked' }))

    const [message, ...others] = slack.channel(channel.id)
    expect(others).toEqual([])
    expect(message?.blocks[1]).toMatchObject({
      type: 'image',
      alt_text: 'Spent today: Claude cost most.',
      slack_file: { id: expect.stringMatching(/^F/) },
    })
  })

  it('is said in words where we may not upload, and where Slack takes no such block', async () => {
    const { slack, chat, channel, place } = await start({ scopes: ['chat:write'] })

    await chat.post(place, bars({ form: 'stacked' }))
    slack.failNext('chat.postMessage', 'invalid_blocks')
    await chat.post(place, bars())

    for (const { blocks } of slack.channel(channel.id)) {
      expect(blocks.map(({ type }) => type)).toEqual(['markdown', 'markdown'])
      expect(blocks[1]?.['text']).toBe('**Spent today**\nClaude cost most.')
    }
    expect(slack.channel(channel.id)).toHaveLength(2)
  })
})

describe('what only one person sees', () => {
  it('has its picture and its file in their direct messages, and says so', async () => {
    const { slack, chat, ada, channel, place } = await start()

    await chat.whisper(place, ada.id, card(...bars({ form: 'stacked' }).blocks, csv))

    const [shown] = slack.channel(channel.id)
    expect(shown?.ephemeralTo).toBe(ada.id)
    expect(shown?.text).toContain('The picture and costs.csv are in your direct messages.')
    const direct = slack.channel(slack.dm(ada).id)
    expect(direct.flatMap(({ blocks }) => blocks.map(({ type }) => type))).toContain('image')
    expect(direct.flatMap(({ files }) => files)).toEqual(['costs.csv'])
  })

  it('stays in place with a chart of Slack’s own', async () => {
    const { slack, chat, ada, channel, place } = await start()

    await chat.whisper(place, ada.id, bars())

    expect(slack.channel(channel.id)[0]?.blocks[1]?.['type']).toBe('data_visualization')
    expect(slack.channel(slack.dm(ada).id)).toEqual([])
  })
})
