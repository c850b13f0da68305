import { mkdirSync, writeFileSync } from 'node:fs'
import { type BenchDatabase, postgresDatabase, sqliteDatabase } from './database.ts'
import { deciding } from './deciding.ts'
import { measureHolds } from './holds.ts'
import { startLeanProvider } from './provider.ts'
import { createQuestions } from './questions.ts'
import { refreshOn } from './refresh.ts'
import { report } from './report.ts'
import {
  type Bench,
  bareSlack,
  coreWith,
  discordWith,
  type Figures,
  type Lengths,
  slackOn,
} from './scenarios.ts'

const full: Lengths = { steadySeconds: 8, openSeconds: 8, idleSeconds: 5, warmUp: 100 }
const quick: Lengths = { steadySeconds: 3, openSeconds: 3, idleSeconds: 1, warmUp: 40 }

/** In less than a minute: without Discord and PostgreSQL. */
const isQuick = process.argv.includes('--quick')
const lengths = isQuick ? quick : full
const only = process.argv.find(argument => argument.startsWith('--only='))?.slice('--only='.length)

const withDatabase = async <T>(
  open: () => Promise<BenchDatabase | undefined>,
  measure: (database: BenchDatabase) => Promise<T>,
): Promise<readonly T[]> => {
  const database = await open()
  if (!database) return []
  try {
    return [await measure(database)]
  } finally {
    await database.drop()
  }
}

async function measure<T extends { readonly name: string } = Figures>(
  name: string,
  parts: readonly (() => Promise<readonly T[]>)[],
): Promise<readonly T[]> {
  if (only !== undefined && !only.split(',').includes(name)) return []
  const rows: T[] = []
  for (const part of parts) {
    const found = await part()
    rows.push(...found)
    for (const figures of found) console.error(`${name}: ${figures.name} measured`)
  }
  return rows
}

const server = async () => (isQuick ? undefined : postgresDatabase())

const questions = createQuestions()
const provider = await startLeanProvider(questions.reached)
const bench: Bench = { lengths, questions, provider }

const slack = await measure('slack', [
  async () => [await bareSlack(bench)],
  () => withDatabase(sqliteDatabase, database => slackOn(bench, database)),
  () => withDatabase(server, database => slackOn(bench, database)),
])
const discord = await measure(
  'discord',
  isQuick
    ? []
    : [
        async () => [await discordWith(bench)],
        () => withDatabase(sqliteDatabase, database => discordWith(bench, database)),
      ],
)
const core = await measure('core', [
  async () => [await coreWith(bench)],
  () => withDatabase(sqliteDatabase, database => coreWith(bench, database)),
  () => withDatabase(server, database => coreWith(bench, database)),
])
const refresh = await measure('refresh', [
  () => withDatabase(sqliteDatabase, refreshOn),
  () => withDatabase(server, refreshOn),
])
provider.close()

const results = { slack, discord, core, refresh }
const isAsked = (name: string) => only === undefined || only.split(',').includes(name)
const holds = !isQuick && isAsked('holds') ? [await measureHolds()] : []
const text = [report(results), ...(isAsked('deciding') ? [deciding()] : []), ...holds].join('\n\n')
mkdirSync('build/bench', { recursive: true })
writeFileSync('build/bench/result.md', text)
writeFileSync('build/bench/result.json', `${JSON.stringify(results, undefined, 2)}\n`)
console.log(text)
process.exit(0)
