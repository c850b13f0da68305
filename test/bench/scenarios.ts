import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchDatabase } from './database.ts'
import { type BenchDiscord, startBenchDiscord } from './discord.ts'
import { type Spread, spread } from './figures.ts'
import type { LoopResult } from './inner-loop.ts'
import { type AskOne, keepOpen, steady } from './load.ts'
import { lagOf, type Program, type Start, startProgram } from './program.ts'
import type { LeanProvider } from './provider.ts'
import type { Questions } from './questions.ts'
import { SLACK_CHANNEL, SLACK_WORKSPACE, startLeanSlack } from './slack.ts'

/** How long everything takes. */
export interface Lengths {
  readonly steadySeconds: number
  readonly openSeconds: number
  readonly idleSeconds: number
  readonly warmUp: number
}

/** What one program did. What was not measured is absent. */
export interface Figures {
  readonly name: string
  readonly firstStartMs?: number
  readonly startMs?: number
  readonly idleMb?: number
  readonly loadedMb?: number
  /** Event to provider request, each question in a thread of its own. */
  readonly fresh?: Spread
  /** Of one processor, while that was measured. */
  readonly cpuShare?: number
  /** The same in threads with twenty messages. */
  readonly inThreads?: Spread
  readonly perSecond?: number
  readonly cpuMsPerTurn?: number
  readonly lagMs?: number
  /** Whether every question has exactly one answer and one ledger entry. */
  readonly books?: string
}

export interface Bench {
  readonly lengths: Lengths
  readonly questions: Questions
  readonly provider: LeanProvider
}

const IN_FLIGHT = 64
const SLACK_RATE = 20
/** Switchboard makes four calls a turn, of the fifty a second that Discord allows. */
const DISCORD_RATE = 10
const HISTORY = 20

const bundled = (name: string) => path.resolve('build/bench', `${name}.mjs`)
const switchboard = path.resolve(process.env['BENCH_PROGRAM'] ?? 'dist/src/main.js')

const environment = ({ provider }: Bench, platform: Readonly<Record<string, string>>) => ({
  ...platform,
  OPENAI_BASE_URL: provider.url,
  OPENAI_API_KEY: 'bench-key',
  LOG_LEVEL: 'warn',
  PORT: '0',
})

/** Asks one after the other, so that caches are filled and code is compiled. */
async function warmUp(ask: AskOne, times: number, patienceMs: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await Promise.race([ask(), sleep(patienceMs, undefined, { ref: false })])
  }
}

async function delays(bench: Bench, ask: AskOne, rate: number): Promise<Spread> {
  bench.questions.takeDelays()
  await steady(ask, rate, bench.lengths.steadySeconds)
  await sleep(500)
  return spread(bench.questions.takeDelays())
}

/** How much of one processor it took meanwhile. */
async function withLoad(
  program: Program,
  work: () => Promise<Spread>,
): Promise<{ readonly fresh: Spread; readonly cpuShare?: number }> {
  const before = program.cpuMs()
  const startedAt = performance.now()
  const fresh = await work()
  const after = program.cpuMs()
  if (before === undefined || after === undefined) return { fresh }
  return { fresh, cpuShare: (after - before) / (performance.now() - startedAt) }
}

interface Throughput {
  readonly perSecond: number
  readonly cpuMsPerTurn?: number
}

async function throughput(
  program: Program,
  run: () => Promise<{ readonly answered: number; readonly tookMs: number }>,
): Promise<Throughput> {
  const before = program.cpuMs()
  const { answered, tookMs } = await run()
  const after = program.cpuMs()
  return {
    perSecond: (answered * 1000) / tookMs,
    ...(before !== undefined &&
      after !== undefined && { cpuMsPerTurn: (after - before) / answered }),
  }
}

async function idle(program: Program, { lengths }: Bench): Promise<number> {
  await sleep(lengths.idleSeconds * 1000)
  return program.rssMb()
}

export async function bareSlack(bench: Bench): Promise<Figures> {
  const { questions, lengths } = bench
  const slack = await startLeanSlack(questions.answered)
  const env = environment(bench, slack.env)
  const { connected } = slack
  const program = await startProgram({
    file: bundled('bare-slack'),
    env,
    connected,
    saysReady: false,
  })
  const idleMb = await idle(program, bench)
  const ask = () => questions.ask(slack.mention)
  await warmUp(ask, lengths.warmUp, 1000)
  const loaded = await withLoad(program, () => delays(bench, ask, SLACK_RATE))
  const held = await throughput(program, () => keepOpen(ask, IN_FLIGHT, lengths.openSeconds))
  const loadedMb = program.rssMb()
  await program.stop()
  slack.close()
  return { name: 'bare Bolt', startMs: program.readyMs, idleMb, loadedMb, ...loaded, ...held }
}

export async function slackOn(bench: Bench, database: BenchDatabase): Promise<Figures> {
  const { questions, lengths } = bench
  const first = await startLeanSlack(() => undefined)
  const begin = (slack: typeof first): Start => ({
    file: switchboard,
    env: environment(bench, { ...slack.env, ...database.env }),
    connected: slack.connected,
    saysReady: true,
  })
  const beginning = await startProgram(begin(first))
  await sleep(1000)
  await beginning.stop()
  first.close()
  const seeded = { workspaceId: SLACK_WORKSPACE, channelId: SLACK_CHANNEL, messages: HISTORY }
  const threads = await database.addThreads(seeded, lengths.steadySeconds * SLACK_RATE)

  const slack = await startLeanSlack(questions.answered)
  const program = await startProgram(begin(slack))
  const idleMb = await idle(program, bench)
  await database.liftLimit()
  await sleep(1100)
  const ask = () => questions.ask(slack.mention)
  await warmUp(ask, lengths.warmUp, 100)
  const loaded = await withLoad(program, () => delays(bench, ask, SLACK_RATE))
  let next = 0
  const askInThread = () =>
    questions.ask((text, number) => slack.mention(text, number, threads[next++]))
  const inThreads = await delays(bench, askInThread, SLACK_RATE)
  const lagMs = await lagOf(program)
  const loadedMb = program.rssMb()
  await program.stop()
  slack.close()
  return {
    name: `Switchboard, ${database.engine}`,
    firstStartMs: beginning.readyMs,
    startMs: program.readyMs,
    idleMb,
    loadedMb,
    ...loaded,
    inThreads,
    ...(lagMs !== undefined && { lagMs }),
  }
}

export async function discordWith(bench: Bench, database?: BenchDatabase): Promise<Figures> {
  const { questions, lengths } = bench
  const begin = (discord: BenchDiscord) =>
    startProgram({
      file: database ? switchboard : bundled('bare-discord'),
      env: environment(bench, { ...discord.env, ...database?.env }),
      connected: discord.connected(),
      saysReady: database !== undefined,
    })
  const first = await startBenchDiscord(() => undefined)
  const beginning = await begin(first)
  await sleep(1000)
  await beginning.stop()
  await first.close()

  const discord = await startBenchDiscord(questions.answered)
  const program = await begin(discord)
  const idleMb = await idle(program, bench)
  await database?.liftLimit()
  await sleep(1100)
  const ask = () => questions.ask(discord.mention)
  await warmUp(ask, lengths.warmUp, 100)
  const loaded = await withLoad(program, () => delays(bench, ask, DISCORD_RATE))
  const held = await throughput(program, () => keepOpen(ask, IN_FLIGHT, lengths.openSeconds / 2))
  const lagMs = await lagOf(program)
  const loadedMb = program.rssMb()
  await program.stop()
  await discord.close()
  return {
    name: database ? `Switchboard, ${database.engine}` : 'bare discord.js',
    ...(database && { firstStartMs: beginning.readyMs }),
    startMs: program.readyMs,
    idleMb,
    loadedMb,
    ...loaded,
    ...held,
    ...(lagMs !== undefined && { lagMs }),
  }
}

/** Without a platform: how many turns a second the program itself holds. */
export async function coreWith(bench: Bench, database?: BenchDatabase): Promise<Figures> {
  const { lengths } = bench
  const program = await startProgram({
    file: bundled(database ? 'core' : 'bare-core'),
    env: { ...environment(bench, {}), ...(database && { BENCH_DATABASE: database.url }) },
    connected: Promise.resolve(),
    saysReady: false,
  })
  await program.next()
  await database?.liftLimit()
  await sleep(1100)
  const order = async (seconds: number): Promise<LoopResult> => {
    program.child.send({ inFlight: IN_FLIGHT, seconds })
    return (await program.next()) as LoopResult
  }
  const warm = await order(1)
  await database?.settled(warm.asked, 5000)
  let lagMs = 0
  let asked = warm.asked
  const held = await throughput(program, async () => {
    const startedAt = performance.now()
    const result = await order(lengths.openSeconds)
    asked += result.asked
    lagMs = result.lagMs
    await database?.settled(asked, 10_000)
    return { answered: result.answered, tookMs: performance.now() - startedAt }
  })
  const books = database && (await booksOf(database, asked))
  const loadedMb = program.rssMb()
  await program.stop()
  const name = database ? `Switchboard, ${database.engine}` : 'the model call alone'
  return { name, loadedMb, ...held, lagMs, ...(books !== undefined && { books }) }
}

async function booksOf(database: BenchDatabase, asked: number): Promise<string> {
  const { answered, questions, answers, entries, holds } = await database.counts()
  const isRight = [answered, questions, answers, entries].every(n => n === asked) && holds === 0
  return isRight
    ? `${asked} of ${asked} persisted, once each`
    : `${asked} asked: ${JSON.stringify({ answered, questions, answers, entries, holds })}`
}
