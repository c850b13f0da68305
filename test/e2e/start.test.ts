import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../support/database.ts'
import { type Ended, type Environment, runProgram, startProgram } from '../support/process.ts'
import { platforms, until, withRig } from '../support/rig.ts'
import type { Team } from '../support/team/team.ts'

const wrong: readonly [variable: string, value: string, more?: Environment][] = [
  ['SLACK_BOT_TOKEN', 'xapp-not-a-bot-token'],
  ['SLACK_APP_TOKEN', '', { SLACK_BOT_TOKEN: 'xoxb-some-token' }],
  ['SLACK_BOT_TOKEN', '', { SLACK_SIGNING_SECRET: 'some-secret' }],
  ['DISCORD_TOKEN', 'short'],
  ['DISCORD_API_URL', 'discord.com'],
  ['PLAYGROUND', 'maybe'],
  ['DATABASE_URL', 'mysql://localhost/switchboard'],
  ['OPENROUTER_BASE_URL', 'openrouter'],
  ['LLM_MODEL', 'gpt-5'],
  ['API_READ_TOKEN', 'fifteen-letters'],
  ['API_READ_TOKEN', 'sixteen-letters-', { API_ADMIN_TOKEN: 'sixteen-letters-' }],
  ['PORT', '70000'],
  ['LOG_LEVEL', 'loud'],
  ['TZ', 'Mars/Olympus'],
]

async function refusalOf(environment: Environment): Promise<Ended> {
  const database = await sqlite.open()
  return runProgram({ ...database.environment, ...environment }, database.directory).finally(
    database.drop,
  )
}

/** One sentence without a stack, and nothing else. */
function expectSentence({ code, stdout, stderr }: Ended, beginning: RegExp): void {
  expect(stderr).toMatch(beginning)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stdout).toBe('')
  expect(code).toBe(1)
}

describe('A start ends with one line', () => {
  it.concurrent.each(wrong)('naming %s that is “%s”', async (variable, value, more = {}) => {
    expectSentence(await refusalOf({ [variable]: value, ...more }), new RegExp(`^${variable}: `))
  })

  it('when the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await until(async () => server.listening, 'the server')
    const { port } = server.address() as AddressInfo

    const ended = await refusalOf({ PLAYGROUND: 'on', PORT: String(port) })

    server.close()
    expectSentence(ended, new RegExp(`^PORT: ${port} is in use`))
  })

  it('when another process has the SQLite file', async () => {
    const database = await sqlite.open()
    const environment = { ...database.environment, PLAYGROUND: 'on' }
    const first = await startProgram(environment, database.directory)

    const ended = await runProgram(environment, database.directory)

    expectSentence(ended, /^Another Switchboard is running on .*switchboard\.db\./)
    expect(first.isRunning()).toBe(true)
    expect((await first.terminate()).code).toBe(0)
    await (await startProgram(environment, database.directory)).terminate()
    await database.drop()
  })

  it('when PostgreSQL does not answer', async () => {
    const ended = await refusalOf({ DATABASE_URL: 'postgresql://nobody:hidden@127.0.0.1:9/none' })

    expectSentence(
      ended,
      /^The database cannot be opened: connect ECONNREFUSED.* Check DATABASE_URL/,
    )
    expect(ended.stderr).not.toContain('hidden')
  })
})

describe.each(platforms)('With $name', ({ start }) => {
  it('it is alive before it is ready, and says what it did', async () => {
    await withRig<Team>({ start }, async rig => {
      const { team, database, environment } = rig
      const away = { ...environment, DISCORD_API_URL: nowhere, SLACK_API_URL: nowhere }
      const lonely = await startProgram(away, database.directory)
      const get = (path: string) => fetch(`${lonely.address}${path}`)

      expect((await get('/healthz')).status).toBe(200)
      const notReady = await get('/readyz')
      expect(notReady.status).toBe(503)
      expect(await notReady.json()).toMatchObject({
        parts: { database: 'ok', [team.name.toLowerCase()]: 'not connected' },
      })
      expect((await lonely.terminate()).code).toBe(0)

      const program = await rig.start()
      await rig.answer(team.ask('Is it you?'), 'Is it you?')
      const metrics = await (await fetch(`${program.address}/metrics`)).text()
      expect(metrics).toMatch(/switchboard_model_calls_total\{route="openrouter",outcome="ok"/)
      await until(async () => isCounted(await metricsOf(program.address)), 'the turn in /metrics')
      process.stdout.write(
        `${team.name}: ready after ${program.readyMs} ms, ${program.memoryMb()} MB\n`,
      )
    })
  })
})

const nowhere = 'http://127.0.0.1:9/api'
const metricsOf = async (address: string) => (await fetch(`${address}/metrics`)).text()
const isCounted = (metrics: string) =>
  metrics.includes('switchboard_turn_seconds_count{state="answered"} 1')
