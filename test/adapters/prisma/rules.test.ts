import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../adapters/prisma/db.ts'
import { openDb } from '../../../adapters/prisma/open-db.ts'
import { createWorkspace, type OpenStore } from '../../contracts/store/samples.ts'
import { engines, openOn } from './engines.ts'

/** What no code can break, because the database refuses it. */
describe.each(engines)('the rules of a $name database', engine => {
  if (engine.missing) return it.skip(engine.missing)
  let opened: OpenStore
  let db: Db

  beforeAll(async () => {
    opened = await openOn(engine)
    db = await openDb(opened.url)
  })
  afterAll(async () => {
    await db?.$disconnect()
    await opened?.close()
  })

  const run = (sql: string) => db.$executeRawUnsafe(sql)

  it.each<[string, (id: string) => string]>([
    [
      'the default cannot be disabled',
      id => `DELETE FROM "Enabled" WHERE "workspaceId" = '${id}' AND "modelId" = 'a/one'`,
    ],
    [
      'the default cannot be renamed away',
      id => `UPDATE "Enabled" SET "modelId" = 'z/new' WHERE "workspaceId" = '${id}'
        AND "modelId" = 'a/one'`,
    ],
    ['all models cannot be disabled', id => `DELETE FROM "Enabled" WHERE "workspaceId" = '${id}'`],
    [
      'the default cannot be a model that is not enabled',
      id => `UPDATE "Workspace" SET "defaultModelId" = 'z/none' WHERE "id" = '${id}'`,
    ],
    [
      'the default cannot be missing',
      id => `UPDATE "Workspace" SET "defaultModelId" = NULL WHERE "id" = '${id}'`,
    ],
    [
      'a workspace cannot have two defaults',
      id => `INSERT INTO "Workspace" ("id", "name", "defaultModelId", "createdAt")
        SELECT "id", 'Other', 'b/two', "createdAt" FROM "Workspace" WHERE "id" = '${id}'`,
    ],
    [
      'a workspace cannot start without its default enabled',
      id => `INSERT INTO "Workspace" ("id", "name", "defaultModelId", "createdAt")
        SELECT "id" || '-new', 'Other', 'a/one', "createdAt" FROM "Workspace" WHERE "id" = '${id}'`,
    ],
    [
      'a model cannot be enabled twice',
      id => `INSERT INTO "Enabled" ("workspaceId", "modelId", "enabledBy", "enabledAt")
        SELECT "workspaceId", "modelId", 'x', "enabledAt" FROM "Enabled"
        WHERE "workspaceId" = '${id}'`,
    ],
  ])('%s', async (_name, sql) => {
    const id = await createWorkspace(opened.store)
    const before = await opened.store.workspaces.find(id)

    await expect(run(sql(id))).rejects.toThrow()

    expect(await opened.store.workspaces.find(id)).toEqual(before)
    expect(await opened.store.workspaces.find(`${id}-new`)).toBeUndefined()
  })

  it('a model that is not the default can be disabled by hand', async () => {
    const id = await createWorkspace(opened.store)

    const count = await run(
      `DELETE FROM "Enabled" WHERE "workspaceId" = '${id}' AND "modelId" = 'b/two'`,
    )

    expect(count).toBe(1)
  })
})
