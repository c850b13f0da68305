import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Provider = 'sqlite' | 'postgresql'

/** As Prisma's schema engine takes them. */
export type Migrations = ReturnType<typeof readMigrations>

export function readMigrations(folder: string, provider: Provider) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
  return {
    baseDir: path.resolve(folder),
    lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
    shadowDbInitScript: '',
    migrationDirectories: names.map(name => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  }
}
