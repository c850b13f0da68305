import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readSnapshot } from '../adapters/catalog/index.ts'
import { openStore } from '../adapters/prisma/index.ts'
import { ConfigError, databaseUrl, readConfig } from './config.ts'
import { BotError } from './errors.ts'
import { importFile } from './import/import-file.ts'
import { systemClock } from './lib/system-clock.ts'

/** `npm run import -- <file.json>`: settings or prompts of an older installation. */
async function main(file: string | undefined): Promise<void> {
  try {
    process.loadEnvFile()
  } catch {
    // there need not be a file
  }
  if (file === undefined) {
    throw new BotError('bad-option', 'Name the file: npm run import -- settings.json')
  }
  const json = await readFile(file, 'utf8').catch(error => {
    throw new BotError('bad-option', `${file} cannot be read (${error.code}).`, { cause: error })
  })
  const store = await openStore(databaseUrl(readConfig(process.env)), systemClock)
  try {
    for await (const line of importFile({ store, readSnapshot }, path.basename(file), json)) {
      process.stdout.write(`${line}\n`)
    }
  } finally {
    await store.close()
  }
}

main(process.argv[2]).catch(error => {
  const isExpected = error instanceof ConfigError || error instanceof BotError
  process.stderr.write(`${isExpected ? error.message : String(error.stack ?? error)}\n`)
  process.exitCode = 1
})
