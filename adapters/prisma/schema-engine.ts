import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}

export const filters = { externalTables: [], externalEnums: [] }

let loading: Promise<void> | undefined

/** Prisma's own schema engine, the build that needs no download. */
async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  )
  const bytes = readFileSync(path.join(path.dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings })
  const { __wbg_set_wasm } = bindings as unknown as { __wbg_set_wasm(exports: unknown): void }
  __wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

/** What the engine only reports as "external error". */
export interface FailedScript {
  readonly sql: string
  readonly error: unknown
}

export interface Connections {
  readonly factory: SqlMigrationAwareDriverAdapterFactory
  readonly failed: () => FailedScript | undefined
  close(): Promise<void>
}

type RunScript = (connection: SqlDriverAdapter, sql: string) => Promise<void>

/**
 * Runs a migration all or nothing, which the stock adapters do not, and remembers connections: the engine never closes
 * one and holds a lock on each.
 */
export function connections(
  inner: SqlMigrationAwareDriverAdapterFactory,
  runScript: RunScript,
): Connections {
  const open: SqlDriverAdapter[] = []
  let failed: FailedScript | undefined
  const run: RunScript = async (connection, sql) => {
    try {
      await runScript(connection, sql)
    } catch (error) {
      failed = { sql, error }
      throw error
    }
  }
  const prepare = (connection: SqlDriverAdapter) => {
    open.push(connection)
    return prepared(connection, run)
  }
  return {
    factory: {
      provider: inner.provider,
      adapterName: inner.adapterName,
      connect: async () => prepare(await inner.connect()),
      connectToShadowDb: async () => prepare(await inner.connectToShadowDb()),
    },
    failed: () => failed,
    async close() {
      await Promise.allSettled(open.splice(0).map(connection => connection.dispose()))
    },
  }
}

function prepared(connection: SqlDriverAdapter, runScript: RunScript): SqlDriverAdapter {
  const execute = connection.executeRaw.bind(connection)
  const query = connection.queryRaw.bind(connection)
  connection.executeScript = sql => runScript(connection, sql)
  connection.executeRaw = async statement => {
    if (statement.args.length > 0 || !statement.sql.includes(';')) return execute(statement)
    // on a shadow database the engine sends whole migrations this way
    await runScript(connection, statement.sql)
    return 0
  }
  // the engine quotes an index's name as an identifier; better-sqlite3 is built without that leniency of SQLite
  connection.queryRaw = statement =>
    query({
      ...statement,
      sql: statement.sql.replace(/(type = 'index' AND name = )"([^"']+)"/, "$1'$2'"),
    })
  return connection
}

export async function withEngine<T>(
  to: Connections,
  schema: string,
  use: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load()
  await loading
  let engine: bindings.SchemaEngine | undefined
  try {
    engine = await bindings.SchemaEngine.new(
      { datamodels: [['schema.prisma', schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(to.factory),
    )
    return await use(engine)
  } finally {
    engine?.free()
    await to.close()
  }
}
