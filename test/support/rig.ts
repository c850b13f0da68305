import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type Engine, type Row, sqlite, type TestDatabase } from './database.ts'
import { type Environment, type Program, startProgram } from './process.ts'
import { type ProviderEmulator, startProvider } from './provider/index.ts'
import { startDiscordTeam } from './team/discord.ts'
import { startSlackTeam } from './team/slack.ts'
import type { Line, Team, Thread } from './team/team.ts'

/** Everything around the program, which itself is started, killed and started again. */
export interface Rig<T extends Team = Team> {
  readonly team: T
  readonly provider: ProviderEmulator
  readonly database: TestDatabase
  readonly environment: Environment
  /** Starts one, connected to the platform. */
  start(more?: Environment): Promise<Program>
  /** Waits for a finished answer that contains these words, its footer included. */
  answer(thread: Thread, words: string, timeoutMs?: number): Promise<Line>
  ledger(): Promise<readonly Row[]>
  close(): Promise<void>
}

export const platforms = [
  { name: 'Discord', start: startDiscordTeam },
  { name: 'Slack', start: startSlackTeam },
] as const

interface Given<T extends Team> {
  readonly start: () => Promise<T>
  readonly engine?: Engine
  /** More of the program's environment. */
  readonly settings?: Readonly<Record<string, string>>
}

export async function openRig<T extends Team>({
  start,
  engine = sqlite,
}: Given<T>): Promise<Rig<T>> {
  const [team, provider, database] = await Promise.all([start(), startProvider(), engine.open()])
  const environment = {
    ...team.environment,
    ...database.environment,
    OPENROUTER_API_KEY: provider.key('openrouter'),
    OPENROUTER_BASE_URL: provider.url('openrouter'),
  }
  const programs: Program[] = []
  return {
    ...{ team, provider, database, environment },
    async start(more = {}) {
      const program = await startProgram({ ...environment, ...more }, database.directory)
      programs.push(program)
      await team.connected()
      await until(async () => (await fetch(`${program.address}/readyz`)).ok, 'readiness')
      return program
    },
    answer: (thread, words, timeoutMs) =>
      team.waitFor(
        () =>
          team
            .lines(thread)
            .find(line => line.isBot && line.text.includes(words) && isFinished(line)),
        `an answer with "${words}"`,
        timeoutMs,
      ),
    ledger: () => database.query('SELECT * FROM "LedgerEntry" ORDER BY "at", "attempt"'),
    async close() {
      await Promise.all(programs.filter(one => one.isRunning()).map(one => one.kill()))
      await Promise.all([team.close(), provider.close(), database.drop()])
      checkSecrets(team, provider, programs)
    },
  }
}

/** How often these words stand in what the bot wrote in a thread. */
export const countIn = (team: Team, thread: Thread, words: string): number =>
  team
    .lines(thread)
    .filter(({ isBot }) => isBot)
    .map(({ text }) => text)
    .join('\n')
    .split(words).length - 1

const isFinished = ({ buttons }: Line): boolean =>
  buttons.includes('Regenerate') || buttons.includes('Try again')

/** No key shows up anywhere, in messages or in the log. */
function checkSecrets(team: Team, provider: ProviderEmulator, programs: readonly Program[]): void {
  const everything = [team.dump(), ...programs.map(program => program.output())].join('\n')
  const secrets = [
    provider.key('openrouter'),
    ...Object.entries(team.environment).flatMap(([name, value]) =>
      name.endsWith('TOKEN') ? value : [],
    ),
  ]
  const found = secrets.find(secret => everything.includes(secret))
  if (found) throw new Error(`The secret ${found} was shown or logged`)
}

/** Opens everything, runs the test, and looks at the end that no rule was broken. */
export async function withRig<T extends Team>(
  given: Given<T>,
  test: (rig: Rig<T>) => Promise<void>,
): Promise<void> {
  const rig = await openRig(given)
  try {
    await test(rig)
    checkFaults(rig.team)
  } finally {
    await rig.close()
  }
}

/** One rig with one program for all tests of a block, each of which uses threads and people of its own. */
export function shareRig<T extends Team>(
  given: Given<T>,
): () => Rig<T> & { readonly program: Program } {
  let shared: (Rig<T> & { readonly program: Program }) | undefined
  const get = () => {
    if (!shared) throw new Error('The rig is not open yet')
    return shared
  }
  beforeAll(async () => {
    const rig = await openRig(given)
    const program = await rig.start(given.settings).catch(async error => {
      await rig.close()
      throw error
    })
    shared = { ...rig, program }
  })
  afterEach(() => {
    get().provider.reset()
    checkFaults(get().team)
  })
  afterAll(() => shared?.close())
  return get
}

function checkFaults(team: Team): void {
  const faults = team.faults()
  if (faults.length > 0) throw new Error(`Rules were broken:\n${faults.join('\n')}`)
}

export async function until<T>(
  look: () => Promise<T | undefined | false>,
  what: string,
  timeoutMs = 15_000,
): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`)
    await sleep(20)
  }
}
