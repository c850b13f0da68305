import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer, connect as dial, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../adapters/prisma/index.ts'
import { systemClock } from '../../../src/lib/system-clock.ts'
import type { Store } from '../../../src/ports/store.ts'
import { arrival, change, createWorkspace, message, times } from '../../contracts/store/samples.ts'
import { onServer } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { type EmptyDatabase, postgresql } from './engines.ts'

const mount = (...args: readonly string[]) => execFileSync('mount', args, { stdio: 'pipe' })
const unmount = (folder: string) => execFileSync('umount', ['-l', folder], { stdio: 'pipe' })

/** Only root may mount, and not everywhere. */
const cannotMount = ((): string | undefined => {
  const { folder, remove } = temporaryFolder()
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder)
    unmount(folder)
    return undefined
  } catch (error) {
    return `no file system can be mounted here (${String((error as Error).message).split('\n')[0]})`
  } finally {
    remove()
  }
})()
if (cannotMount) process.stderr.write(`Full and read-only disks are not tested: ${cannotMount}\n`)

describe.skipIf(cannotMount)('a disk', () => {
  let outer: ReturnType<typeof temporaryFolder>
  let disk: string
  let store: Store | undefined

  beforeEach(() => {
    outer = temporaryFolder()
    disk = `${outer.folder}/disk`
    mkdirSync(disk)
    mount('-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk)
  })
  afterEach(async () => {
    await store?.close()
    store = undefined
    unmount(disk)
    outer.remove()
  })
  const url = () => `file:${disk}/data/switchboard.db`
  const open = async () => {
    store = await openStore(url(), systemClock)
    return store
  }
  const fill = () => {
    const filler = `${disk}/filler`
    for (const size of [1_000_000, 100_000, 4096]) {
      for (let number = 0; ; number++) {
        try {
          writeFileSync(`${filler}-${size}-${number}`, Buffer.alloc(size))
        } catch {
          break
        }
      }
    }
    return () => execFileSync('sh', ['-c', `rm -f ${filler}-*`])
  }
  const readOnly = () => mount('-o', 'remount,ro', disk)
  const big = 'x'.repeat(400_000)

  describe('that is full', () => {
    it('is told as such by plain writes and in transactions, and is usable again', async () => {
      const opened = await open()
      const id = await createWorkspace(opened)
      const free = fill()

      // the write-ahead log has a little room left
      const plain = await failure(() =>
        opened.turns.firstTime(`${Math.random()}${big}`, new Date()),
      )
      const within = await failure(() =>
        opened.turns.receive(arrival(id, `${Math.random()}`, { message: { text: big } })),
      )
      const changing = await failure(() =>
        opened.workspaces.setPaused(id, big, change('pause', big)),
      )

      for (const error of [plain, within, changing]) {
        expect(error).toMatchObject({ name: 'BotError', code: 'store-full' })
      }
      expect((await opened.workspaces.find(id))?.name).toBe('Acme')
      free()
      expect(await opened.turns.receive(arrival(id, 'after'))).toMatchObject({ kind: 'question' })
      await opened.close()
      const again = await open()
      expect(await again.turns.receive(arrival(id, 'after'))).toEqual({ kind: 'duplicate' })
    })

    it('ends the start with a sentence', async () => {
      fill()

      await expect(open()).rejects.toMatchObject({ name: 'BotError', code: 'store-full' })
    })
  })

  describe('that is read-only', () => {
    it('ends the start with a sentence', async () => {
      const opened = await open()
      await createWorkspace(opened)
      await opened.close()
      readOnly()

      await expect(open()).rejects.toMatchObject({ name: 'BotError', code: 'store-read-only' })
    })

    it('ends the first start with a sentence', async () => {
      readOnly()

      await expect(open()).rejects.toMatchObject({ name: 'BotError', code: 'store-read-only' })
    })
  })
})

describe('a SQLite database that turns read-only', () => {
  it('is told as such by plain writes and in transactions', async () => {
    const { folder, remove } = temporaryFolder()
    const { openDb } = await import('../../../adapters/prisma/open-db.ts')
    const { toBotError } = await import('../../../adapters/prisma/errors.ts')
    await (await openStore(`file:${folder}/switchboard.db`, systemClock)).close()
    const db = await openDb(`file:${folder}/switchboard.db`)
    await db.$executeRawUnsafe('PRAGMA query_only = 1')
    const receipt = { data: { key: 'k', at: new Date() } }

    const plain = await failure(() => db.receipt.create(receipt))
    const within = await failure(() => db.$transaction(tx => tx.receipt.create(receipt)))

    for (const error of [plain, within]) {
      expect(toBotError(error)).toMatchObject({ name: 'BotError', code: 'store-read-only' })
    }
    await db.$disconnect()
    remove()
    expect(existsSync(folder)).toBe(false)
  })
})

describe.skipIf(postgresql.missing)('a PostgreSQL server', () => {
  let database: EmptyDatabase
  let store: Store | undefined
  let way: Awaited<ReturnType<typeof interruptible>>

  beforeEach(async () => {
    database = await postgresql.create()
    way = await interruptible(database.url)
  })
  afterEach(async () => {
    await store?.close().catch(() => undefined)
    store = undefined
    await way.close()
    await database.drop()
  })
  const open = async () => {
    store = await openStore(way.url, systemClock)
    return store
  }

  /** One method of each shape: a plain read, a plain write, a batch, a transaction. */
  const attempts = (opened: Store, id: string) => [
    () => opened.ping(),
    () => opened.threads.byId('x'),
    () => opened.turns.firstTime(`${Math.random()}`, new Date()),
    () => opened.workspaces.find(id),
    () => opened.turns.receive(arrival(id, `${Math.random()}`)),
    () => opened.threads.addContext('x', [message('1')]),
  ]

  it('that cannot be reached is told as such, and used again when it can', async () => {
    const opened = await open()
    const id = await createWorkspace(opened)

    way.cut()
    const errors = await Promise.all(attempts(opened, id).map(failure))

    for (const error of errors) {
      expect(error).toMatchObject({ name: 'BotError', code: 'store-unavailable' })
    }
    way.restore()
    await untilTrue(() =>
      opened.ping().then(
        () => true,
        () => false,
      ),
    )
    expect((await opened.workspaces.find(id))?.name).toBe('Acme')
  })

  it('that breaks off connections in the middle is told as such', async () => {
    const opened = await open()
    const id = await createWorkspace(opened)

    const working = Promise.all(
      times(20, index => failure(() => opened.turns.receive(arrival(id, `${index}`)))),
    )
    await opened.ping()
    way.cut()

    for (const error of await working) {
      if (error !== undefined) {
        expect(error).toMatchObject({ name: 'BotError', code: 'store-unavailable' })
      }
    }
  })

  it('that only lets read is told as such', async () => {
    const opened = await open()
    const id = await createWorkspace(opened)
    await opened.close()
    const { pathname } = new URL(database.url)
    await onServer(`ALTER DATABASE ${pathname.slice(1)} SET default_transaction_read_only = on`)

    const readOnly = await open()

    expect((await readOnly.workspaces.find(id))?.name).toBe('Acme')
    for (const attempt of [
      () => readOnly.turns.firstTime('k', new Date()),
      () => readOnly.turns.receive(arrival(id, '1')),
    ]) {
      expect(await failure(attempt)).toMatchObject({ name: 'BotError', code: 'store-read-only' })
    }
  })

  it.each<[string, (url: URL) => void]>([
    [
      'that nobody listens at',
      url => {
        url.port = '1'
      },
    ],
    [
      'without this database',
      url => {
        url.pathname = '/nothing_of_that_name'
      },
    ],
    [
      'whose name is unknown',
      url => {
        url.hostname = 'nowhere.invalid'
      },
    ],
    [
      'that does not know the user',
      url => {
        url.username = 'nobody_of_that_name'
      },
    ],
  ])('%s ends the start with a sentence', async (_name, spoil) => {
    const url = new URL(database.url)
    spoil(url)

    await expect(openStore(url.href, systemClock)).rejects.toMatchObject({
      name: 'BotError',
      code: 'store-unavailable',
      message: expect.stringMatching(/\w/),
    })
  })
})

async function failure(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => undefined,
    (error: unknown) => error,
  )
}

async function untilTrue(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise(resolve => setImmediate(resolve))
}

/** The same server through a door that can be shut. */
async function interruptible(target: string) {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let isOpen = true
  const server: Server = createServer(near => {
    if (!isOpen) {
      near.destroy()
      return
    }
    const far = dial({ host: hostname, port: Number(port) })
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const cut = () => {
    isOpen = false
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    url: url.href,
    cut,
    restore() {
      isOpen = true
    },
    close() {
      cut()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
