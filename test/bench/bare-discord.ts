// What anybody would write first: a mention goes to the model, the answer below it.
import { Client, Events, GatewayIntentBits } from 'discord.js'
import { OpenAI } from 'openai'
import { answerOf } from './bare-answer.ts'

const { DISCORD_TOKEN = '', DISCORD_API_URL = '', OPENAI_BASE_URL } = process.env

const openai = new OpenAI({ baseURL: OPENAI_BASE_URL ?? '', apiKey: 'bench-key', maxRetries: 0 })
const client = new Client({
  intents: [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.MessageContent,
  ],
  rest: { api: DISCORD_API_URL },
})

client.on(Events.MessageCreate, async message => {
  if (message.author.bot || !client.user || !message.mentions.has(client.user)) return
  await message.reply(await answerOf(openai, message.content))
})

await client.login(DISCORD_TOKEN)
