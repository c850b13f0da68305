// `npm run make-migration -- <name>` writes the next migration for both engines from prisma/schema.prisma.
// It needs a build (`npm run build`), whose schema engine it uses.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { sqliteConnections } from '../dist/adapters/prisma/apply-migrations.js'
import { readMigrations } from '../dist/adapters/prisma/read-migrations.js'
import { connections, filters, withEngine } from '../dist/adapters/prisma/schema-engine.js'

const name = process.argv[2] ?? 'change'
const source = readFileSync('prisma/schema.prisma', 'utf8')
const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)

for (const provider of ['sqlite', 'postgresql']) {
  const folder = path.join('prisma/migrations', provider)
  mkdirSync(folder, { recursive: true })
  const sql = await (provider === 'sqlite' ? sqliteChange : postgresChange)(folder)
  if (/^\s*(--.*\s*)*$/.test(sql)) {
    console.log(`${provider}: no change`)
    continue
  }
  const target = path.join(folder, `${stamp}_${name}`)
  mkdirSync(target, { recursive: true })
  writeFileSync(path.join(target, 'migration.sql'), sql)
  console.log(`${target}/migration.sql`)
}

async function sqliteChange(folder) {
  const to = { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: source }] }
  const from = { tag: 'migrations', ...readMigrations(folder, 'sqlite') }
  return withEngine(sqliteConnections(':memory:'), source, async engine => {
    const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters })
    return stdout ?? ''
  })
}

async function postgresChange(folder) {
  const schema = source.replace('provider = "sqlite"', 'provider = "postgresql"')
  const files = [{ path: 'schema.prisma', content: schema }]
  const database = await PGlite.create('memory://')
  const to = connections(new PrismaPGlite(database), async (_, sql) => {
    await database.exec(sql)
  })
  const sql = await withEngine(to, schema, async engine => {
    await engine.applyMigrations({ migrationsList: readMigrations(folder, 'postgresql'), filters })
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters,
    })
    return stdout ?? ''
  })
  await database.close()
  return sql
}
