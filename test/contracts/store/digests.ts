import { expect, it } from 'vitest'
import { newId } from '../../../src/lib/new-id.ts'
import type { Digest } from '../../../src/ports/digests.ts'
import { createWorkspace, type OpenStore } from './samples.ts'

const change = {
  actor: { id: 'U1', name: 'Ada' },
  action: 'save digest',
  target: 'C1',
  details: {},
}
const due = new Date('2026-11-10T10:00:00Z')
const next = new Date('2026-11-11T10:00:00Z')
const lease = new Date('2026-11-10T10:05:00Z')

export function describeDigests(opened: () => OpenStore): void {
  const digests = () => opened().store.digests

  async function saved(more: Partial<Digest> = {}): Promise<Digest> {
    const workspaceId = await createWorkspace(opened().store)
    const cron = '0 10 * * *'
    const digest = { id: newId(), workspaceId, channelId: 'C1', cron, nextAt: due, ...more }
    await digests().save(digest, change)
    return digest
  }

  const claimOf = ({ id }: Digest, owner: string) => ({ digestId: id, occurrence: due, owner })
  const isDue = async (at: Date, { id }: Digest) =>
    (await digests().due(at, 1000)).some(digest => digest.id === id)

  it('is kept, changed, found when it is due, and removed with its posts', async () => {
    const digest = await saved()

    expect(await digests().list(digest.workspaceId)).toEqual([digest])
    expect(await isDue(new Date(due.getTime() - 1), digest)).toBe(false)
    expect(await isDue(due, digest)).toBe(true)
    await digests().save({ ...digest, pausedAt: due }, change)
    expect(await isDue(due, digest)).toBe(false)
    expect(await digests().find(digest.workspaceId, digest.id)).toEqual({
      ...digest,
      pausedAt: due,
    })
    await digests().claim(claimOf(digest, 'p1'), due, lease)
    await digests().remove(digest.workspaceId, digest.id, change)
    expect(await digests().byId(digest.id)).toBeUndefined()
  })

  it('is claimed by one of many that reach its minute at once', async () => {
    const digest = await saved()
    const owners = Array.from({ length: 12 }, (_, index) => `p${index}`)

    const won = await Promise.all(
      owners.map(owner => digests().claim(claimOf(digest, owner), due, lease)),
    )

    expect(won.filter(Boolean)).toHaveLength(1)
  })

  it('is taken over by one once the lease has run out, and not from who is posting', async () => {
    const digest = await saved()
    await digests().claim(claimOf(digest, 'dead'), due, lease)
    const later = new Date(lease.getTime() + 300_000)
    expect(await digests().claim(claimOf(digest, 'early'), due, lease)).toBe(false)

    const won = await Promise.all(
      ['a', 'b', 'c'].map(owner => digests().claim(claimOf(digest, owner), lease, later)),
    )
    const owner = ['a', 'b', 'c'][won.indexOf(true)] ?? ''

    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await digests().beginPosting(claimOf(digest, 'dead'))).toBe(false)
    expect(await digests().beginPosting(claimOf(digest, owner))).toBe(true)
    expect(await digests().claim(claimOf(digest, 'late'), later, later)).toBe(false)
  })

  it('released, it can be claimed again at once; finished, it goes on and never comes again', async () => {
    const digest = await saved()
    const first = claimOf(digest, 'p1')
    await digests().claim(first, due, lease)
    await digests().beginPosting(first)
    await digests().release(first)
    expect(await digests().claim(claimOf(digest, 'p2'), due, lease)).toBe(true)

    await digests().finish(claimOf(digest, 'p2'), due, next)

    expect((await digests().byId(digest.id))?.nextAt).toEqual(next)
    expect(await digests().claim(claimOf(digest, 'p3'), next, next)).toBe(false)
  })

  it('keeps a new timetable that was set while it was posted', async () => {
    const digest = await saved()
    const changed = new Date('2026-12-01T00:00:00Z')
    await digests().save({ ...digest, nextAt: changed }, change)

    await digests().finish(claimOf(digest, 'p1'), due, next)

    expect((await digests().byId(digest.id))?.nextAt).toEqual(changed)
  })

  it('tells of what a dead process was posting to one asker', async () => {
    const digest = await saved()
    await digests().claim(claimOf(digest, 'dead'), due, lease)
    await digests().beginPosting(claimOf(digest, 'dead'))

    const told = await Promise.all([1, 2, 3].map(() => digests().takeUncertain(lease)))

    const own = told.flat().filter(({ digestId }) => digestId === digest.id)
    expect(own).toEqual([{ digestId: digest.id, occurrence: due }])
  })
}
