import { openStore } from '../adapters/prisma/index.ts'
import { ConfigError, databaseUrl, readConfig } from './config.ts'
import { BotError } from './errors.ts'
import { systemClock } from './lib/system-clock.ts'
import { checkCosts } from './money/check-costs.ts'

/** `npm run verify-costs [-- --rebuild]`: do the sums that reports read agree with the ledger? */
async function main(rebuild: boolean): Promise<boolean> {
  try {
    process.loadEnvFile()
  } catch {
    // there need not be a file
  }
  const store = await openStore(databaseUrl(readConfig(process.env)), systemClock)
  try {
    let isRight = true
    for (const workspace of await store.costs.calendars()) {
      const { days, wrong } = await checkCosts(store, workspace, rebuild)
      const result = wrong.length === 0 ? 'agree with the ledger' : problem(wrong, rebuild)
      process.stdout.write(`${workspace.id}: ${days} days ${result}\n`)
      isRight &&= wrong.length === 0 || rebuild
    }
    return isRight
  } finally {
    await store.close()
  }
}

const SHOWN = 10

function problem(wrong: readonly string[], rebuild: boolean): string {
  const more = wrong.length > SHOWN ? ` and ${wrong.length - SHOWN} more` : ''
  const which = `${wrong.slice(0, SHOWN).join(', ')}${more}`
  return rebuild ? `checked, written anew: ${which}` : `checked, wrong: ${which}`
}

main(process.argv.includes('--rebuild')).then(
  isRight => {
    process.exitCode = isRight ? 0 : 1
  },
  error => {
    const isExpected = error instanceof ConfigError || error instanceof BotError
    process.stderr.write(`${isExpected ? error.message : String(error.stack ?? error)}\n`)
    process.exitCode = 2
  },
)
