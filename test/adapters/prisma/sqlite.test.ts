import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../adapters/prisma/db.ts'
import { openStore } from '../../../adapters/prisma/index.ts'
import { openDb } from '../../../adapters/prisma/open-db.ts'
import { systemClock } from '../../../src/lib/system-clock.ts'
import { arrival, createWorkspace, times } from '../../contracts/store/samples.ts'
import { runScript } from '../../support/run-script.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let folder: ReturnType<typeof temporaryFolder>
let url: string
let db: Db | undefined

beforeEach(() => {
  folder = temporaryFolder()
  url = `file:${folder.folder}/switchboard.db`
})
afterEach(async () => {
  await db?.$disconnect()
  db = undefined
  folder.remove()
})

/** The database below the store, migrated. */
async function openMigrated(): Promise<Db> {
  await (await openStore(url, systemClock)).close()
  db = await openDb(url)
  return db
}

describe('a transaction on SQLite', () => {
  const receipt = (key: string) => ({ data: { key, at: new Date() } })

  it('that rolls back takes no write from outside along', async () => {
    const client = await openMigrated()
    let outside: Promise<unknown> = Promise.resolve()

    const rolledBack = client.$transaction(async tx => {
      await tx.receipt.create(receipt('inside'))
      outside = client.receipt.create(receipt('outside'))
      await tx.receipt.create(receipt('inside too'))
      throw new Error('no')
    })

    await expect(rolledBack).rejects.toThrow('no')
    await outside
    expect(await client.receipt.findMany()).toMatchObject([{ key: 'outside' }])
  })

  it('is not read from outside before it ends', async () => {
    const client = await openMigrated()
    let outside: Promise<number> = Promise.resolve(0)

    await client.$transaction(async tx => {
      await tx.receipt.create(receipt('one'))
      outside = client.receipt.count()
      await tx.receipt.create(receipt('two'))
    })

    expect(await outside).toBe(2)
  })

  it('that fails in the middle lets the next one in', async () => {
    const client = await openMigrated()

    const failing = client.$transaction(async tx => {
      await tx.receipt.create(receipt('same'))
      await tx.receipt.create(receipt('same'))
    })

    await expect(failing).rejects.toThrow()
    expect(await client.$transaction(tx => tx.receipt.count())).toBe(0)
  })

  it('takes turns with timers', async () => {
    const client = await openMigrated()
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)

    await Promise.all(
      times(100, index => client.$transaction(tx => tx.receipt.create(receipt(`${index}`)))),
    )
    clearInterval(timer)

    expect(ticks).toBeGreaterThan(3)
  })

  it('is on disk when it is acknowledged', async () => {
    const client = await openMigrated()

    const read = async (pragma: string) =>
      Object.values((await client.$queryRawUnsafe<object[]>(`PRAGMA ${pragma}`))[0] ?? {})[0]

    expect(await read('journal_mode')).toBe('wal')
    expect(Number(await read('synchronous'))).toBe(2)
    expect(Number(await read('foreign_keys'))).toBe(1)
    expect(Number(await read('busy_timeout'))).toBe(1000)
  })
})

describe('a SQLite file', () => {
  it('can be opened again after it was closed, with all that was written', async () => {
    const first = await openStore(url, systemClock)
    const id = await createWorkspace(first)
    await first.close()

    const second = await openStore(url, systemClock)

    expect((await second.workspaces.find(id))?.name).toBe('Acme')
    await second.close()
  })

  it('in a folder that does not exist yet is made', async () => {
    const store = await openStore(`file:${folder.folder}/a/b/switchboard.db`, systemClock)

    await expect(store.ping()).resolves.toBeUndefined()
    await store.close()
  })

  it('that is no database is refused', async () => {
    const { writeFileSync } = await import('node:fs')
    writeFileSync(
      `${folder.folder}/switchboard.db`,
      'no database at all, but long enough'.repeat(99),
    )

    await expect(openStore(url, systemClock)).rejects.toMatchObject({
      name: 'BotError',
      code: 'store-unavailable',
    })
  })

  it('is locked by its process, and free again however that one ends', async () => {
    const { child } = await startWriter('slack:T1')
    await once(child, 'message')

    const refused = await openStore(url, systemClock).catch((error: unknown) => error)

    expect(refused).toMatchObject({
      name: 'BotError',
      code: 'store-busy',
      message: `Another Switchboard is running on ${folder.folder}/switchboard.db. Stop it first, or give this one its own DATA_DIR.`,
    })
    await kill(child)
    await (await openStore(url, systemClock)).close()
  })

  it('loses no acknowledged write when its process is killed', async () => {
    const acknowledged: { key: string; isPlain: boolean }[] = []

    for (const round of [1, 2, 3, 4, 5]) {
      const { child, written } = await startWriter('slack:T1')
      while (written.length < 60 * round) await once(child, 'message')
      await kill(child)
      acknowledged.push(...written)
    }

    const client = await openMigrated()
    const receipts = new Set((await client.receipt.findMany()).map(({ key }) => key))
    const questions = new Set((await client.turn.findMany()).map(turn => turn.questionRef))
    const messages = new Set((await client.message.findMany()).map(({ ref }) => ref))
    const lost = acknowledged.filter(
      ({ key, isPlain }) => !(isPlain ? receipts : questions).has(key),
    )
    expect(lost).toEqual([])
    expect(messages).toEqual(questions)
    expect(acknowledged.length).toBeGreaterThanOrEqual(900)
    const [check] = await client.$queryRawUnsafe<object[]>('PRAGMA integrity_check')
    expect(Object.values(check ?? {})).toEqual(['ok'])
  })
})

describe('twenty deliveries and twenty transactions at the same time', () => {
  it('all get their answer', async () => {
    const store = await openStore(url, systemClock)
    const id = await createWorkspace(store)

    const received = await Promise.all(
      times(40, index =>
        store.turns.receive(arrival(id, `${index % 20}`, { threadKey: `T${index % 5}` })),
      ),
    )

    expect(received.filter(({ kind }) => kind === 'question')).toHaveLength(20)
    await store.close()
  })
})

async function startWriter(workspaceId: string) {
  const child = await runScript('test/adapters/prisma/write-until-killed.ts', url, workspaceId)
  const written: { key: string; isPlain: boolean }[] = []
  child.on('message', message => written.push(message as { key: string; isPlain: boolean }))
  return { child, written }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
