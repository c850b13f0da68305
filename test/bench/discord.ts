import { startDiscord } from '../support/discord/index.ts'
import { numberIn } from './questions.ts'

/** Discord allows the bot 50 calls a second, so its emulator need not be lean. */
export interface BenchDiscord {
  readonly env: Readonly<Record<string, string>>
  readonly connected: () => Promise<void>
  mention(text: string, number: number): void
  calls(): number
  close(): Promise<void>
}

const PEOPLE = 20
const POLL_MS = 5

/** @param answered is told the number of each question whose answer is complete */
export async function startBenchDiscord(answered: (number: number) => void): Promise<BenchDiscord> {
  const discord = await startDiscord()
  const guild = discord.addGuild({ name: 'Bench' })
  const people = Array.from({ length: PEOPLE }, (_, index) => discord.addUser(`Person${index}`))
  const channel = discord.addChannel(guild, 'bench')
  let read = 0
  const timer = setInterval(() => {
    for (; read < discord.calls.length; read++) {
      const { body, method, route } = discord.calls[read] ?? {}
      const isMessage = method !== 'GET' && /\/messages(\/:\w+)?$/.test(route ?? '')
      const text = isMessage ? JSON.stringify(body ?? '') : ''
      // a Stop button means that more is to come
      if (text.includes('#q') && !text.includes('"Stop"')) answered(numberIn(text))
    }
  }, POLL_MS)
  return {
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    connected: () => discord.ready(30_000),
    mention: (text, number) => {
      const person = people[number % PEOPLE]
      if (person) discord.say(person, channel, text, { mentions: [discord.bot] })
    },
    calls: () => discord.calls.length,
    async close() {
      clearInterval(timer)
      await discord.close()
    },
  }
}
