import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteConnections } from '../../../adapters/prisma/apply-migrations.ts'
import { openStore } from '../../../adapters/prisma/index.ts'
import { migrate } from '../../../adapters/prisma/migrate.ts'
import { openDb } from '../../../adapters/prisma/open-db.ts'
import { readMigrations } from '../../../adapters/prisma/read-migrations.ts'
import {
  type Connections,
  connections,
  filters,
  withEngine,
} from '../../../adapters/prisma/schema-engine.ts'
import { systemClock } from '../../../src/lib/system-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { type EmptyDatabase, engines } from './engines.ts'

const MIGRATIONS = 'prisma/migrations'

describe.each(engines)('migrations on $name', engine => {
  if (engine.missing) return it.skip(engine.missing)
  const { provider } = engine
  const names = readdirSync(`${MIGRATIONS}/${provider}`).sort()
  let database: EmptyDatabase
  let folder: ReturnType<typeof temporaryFolder>

  beforeEach(async () => {
    database = await engine.create()
    folder = temporaryFolder()
    cpSync(MIGRATIONS, folder.folder, { recursive: true })
  })
  afterEach(async () => {
    await database.drop()
    folder.remove()
  })

  async function rows<T>(sql: string): Promise<readonly T[]> {
    const db = await openDb(database.url)
    try {
      return await db.$queryRawUnsafe<T[]>(sql)
    } finally {
      await db.$disconnect()
    }
  }
  async function execute(sql: string): Promise<void> {
    const db = await openDb(database.url)
    await db.$executeRawUnsafe(sql).finally(() => db.$disconnect())
  }
  const addMigration = (name: string, sql: string) => {
    const target = path.join(folder.folder, provider, name)
    mkdirSync(target, { recursive: true })
    writeFileSync(path.join(target, 'migration.sql'), sql)
  }
  const apply = () => migrate(database.url, folder.folder)

  it('are applied to an empty database once', async () => {
    expect(await apply()).toEqual(names)
    expect(await apply()).toEqual([])
  })

  // a SQLite file belongs to one process: its lock comes first
  it.skipIf(provider === 'sqlite')('are applied by one of several that start at once', async () => {
    const applied = await Promise.all([apply(), apply(), apply()])

    expect(applied.flat()).toEqual(names)
  })

  it('a further one is applied to a database with data', async () => {
    await apply()
    await execute(`INSERT INTO "Receipt" ("key", "at") VALUES ('k', '2026-01-01 00:00:00')`)
    addMigration('29990101000000_more', 'CREATE TABLE "More" ("id" INTEGER);\n-- a; comment\n')

    expect(await apply()).toEqual(['29990101000000_more'])

    expect(await rows('SELECT * FROM "More"')).toEqual([])
    expect(await rows('SELECT "key" FROM "Receipt"')).toEqual([{ key: 'k' }])
  })

  it('give the schema of prisma/schema.prisma', async () => {
    await apply()

    const script = await difference(provider, database.url)

    expect(script).toMatch(/^\s*(--.*\s*)*$/)
  })

  it('have not been edited since: their checksums are those of the files', async () => {
    await apply()

    const found = await rows<{ name: string; checksum: string }>(
      'SELECT migration_name AS name, checksum FROM _prisma_migrations ORDER BY migration_name',
    )

    expect(found).toEqual(
      names.map(name => ({
        name,
        checksum: createHash('sha256')
          .update(readFileSync(`${MIGRATIONS}/${provider}/${name}/migration.sql`))
          .digest('hex'),
      })),
    )
  })

  it('that fail leave nothing, say which one it was, and can be repaired', async () => {
    await apply()
    const broken = '29990101000000_broken'
    addMigration(broken, 'CREATE TABLE "Half" ("id" INTEGER);\nINSERT INTO "Nowhere" VALUES (1);\n')

    await expect(apply()).rejects.toMatchObject({
      name: 'BotError',
      code: 'store-unavailable',
      message: expect.stringMatching(/29990101000000_broken.*Nowhere/s),
    })

    await expect(rows('SELECT * FROM "Half"')).rejects.toThrow()
    await expect(apply()).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining(broken),
    })
    addMigration(broken, 'CREATE TABLE "Half" ("id" INTEGER);\n')
    await execute(
      `UPDATE _prisma_migrations SET rolled_back_at = started_at WHERE migration_name = '${broken}'`,
    )
    expect(await apply()).toEqual([broken])
  })

  it('of a newer program end the start with a sentence', async () => {
    await (await openStore(database.url, systemClock)).close()
    await execute(`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at,
      finished_at, applied_steps_count)
      SELECT 'new', checksum, '30000101000000_future', started_at, finished_at, 1
      FROM _prisma_migrations WHERE migration_name = '${names[0]}'`)

    const opening = openStore(database.url, systemClock)

    await expect(opening).rejects.toMatchObject({
      name: 'BotError',
      code: 'store-unavailable',
      message:
        'The database is newer than this program (it has 30000101000000_future). Start the newer version, or restore a backup.',
    })
  })
})

/** The SQL that would lead from this database to `prisma/schema.prisma`. */
async function difference(provider: string, url: string): Promise<string> {
  const content = readFileSync('prisma/schema.prisma', 'utf8').replace('"sqlite"', `"${provider}"`)
  const files = [{ path: 'schema.prisma', content }]
  const to = provider === 'sqlite' ? sqliteConnections(url) : await migratedInMemory()
  const { stdout } = await withEngine(to, content, engine =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters,
    }),
  )
  return stdout ?? ''
}

/** The engine cannot read a schema through the adapter of a PostgreSQL server: this one is in the process. */
async function migratedInMemory(): Promise<Connections> {
  const database = await PGlite.create('memory://')
  for (const { migrationFile } of readMigrations(`${MIGRATIONS}/postgresql`, 'postgresql')
    .migrationDirectories) {
    await database.exec(migrationFile.content.value)
  }
  return connections(new PrismaPGlite(database), async () => undefined)
}

describe('the schema engine', () => {
  const modules = path.resolve('node_modules')
  const version = (name: string): string =>
    JSON.parse(readFileSync(`${modules}/${name}/package.json`, 'utf8')).version
  const hash = (file: string) =>
    createHash('sha256')
      .update(readFileSync(`${modules}/${file}`))
      .digest('hex')

  it('is the one that the command line of the same Prisma has', () => {
    expect(version('@prisma/schema-engine-wasm')).toBe(version('@prisma/engines-version'))
    expect(version('@prisma/client')).toBe(version('prisma'))
    expect(hash('@prisma/schema-engine-wasm/schema_engine_bg.wasm')).toBe(
      hash('prisma/build/schema_engine_bg.wasm'),
    )
  })

  it('is pinned, with all that belongs to it', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    const pinned = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
      ([name]) => /prisma|better-sqlite3$/.test(name) && !name.startsWith('@types/'),
    )

    for (const [, range] of pinned) expect(range).toMatch(/^\d/)
  })
})
