// What anybody would write first: a mention goes to the model, the answer into the thread.
import { App } from '@slack/bolt'
import { OpenAI } from 'openai'
import { answerOf } from './bare-answer.ts'

const {
  SLACK_BOT_TOKEN = '',
  SLACK_APP_TOKEN = '',
  SLACK_API_URL = '',
  OPENAI_BASE_URL,
} = process.env

const client = new OpenAI({ baseURL: OPENAI_BASE_URL ?? '', apiKey: 'bench-key', maxRetries: 0 })
const app = new App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: SLACK_API_URL },
  installerOptions: { clientOptions: { slackApiUrl: SLACK_API_URL } },
})

app.event('app_mention', async ({ event, client: slack }) => {
  const text = await answerOf(client, event.text)
  await slack.chat.postMessage({
    channel: event.channel,
    thread_ts: event.thread_ts ?? event.ts,
    text,
  })
})

await app.start()
