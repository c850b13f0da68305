import type { Clock } from '../../src/ports/clock.ts'
import type { Digest, DigestClaim, DigestStore } from '../../src/ports/digests.ts'
import { addAudit } from './audit.ts'
import type { Db } from './db.ts'
import { isUniqueViolation } from './errors.ts'

interface Row extends Omit<Digest, 'pausedAt'> {
  readonly pausedAt: Date | null
}

const toDigest = ({ pausedAt, ...row }: Row): Digest => ({ ...row, ...(pausedAt && { pausedAt }) })

const keyOf = ({ digestId, occurrence }: DigestClaim) => ({ digestId, occurrence })
const ownOf = (claim: DigestClaim, state: string) => ({
  ...keyOf(claim),
  owner: claim.owner,
  state,
})

export function createDigestStore(db: Db, clock: Clock): DigestStore {
  return {
    ...createKeeping(db, clock),
    ...createPosting(db),
  }
}

type Keeping = Pick<DigestStore, 'list' | 'find' | 'byId' | 'save' | 'remove' | 'due'>

function createKeeping(db: Db, clock: Clock): Keeping {
  return {
    async list(workspaceId) {
      const rows = await db.digest.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
      return rows.map(toDigest)
    },
    async find(workspaceId, id) {
      const row = await db.digest.findFirst({ where: { workspaceId, id } })
      return row ? toDigest(row) : undefined
    },
    async byId(id) {
      const row = await db.digest.findUnique({ where: { id } })
      return row ? toDigest(row) : undefined
    },
    async save({ id, pausedAt, ...rest }, change) {
      const data = { ...rest, pausedAt: pausedAt ?? null }
      await db.$transaction(async tx => {
        await tx.digest.upsert({ where: { id }, create: { id, ...data }, update: data })
        await addAudit(tx, rest.workspaceId, clock.now(), change)
      })
    },
    async remove(workspaceId, id, change) {
      await db.$transaction(async tx => {
        await tx.digest.deleteMany({ where: { workspaceId, id } })
        await addAudit(tx, workspaceId, clock.now(), change)
      })
    },
    async due(now, limit) {
      const where = { pausedAt: null, nextAt: { lte: now } }
      const rows = await db.digest.findMany({ where, orderBy: { nextAt: 'asc' }, take: limit })
      return rows.map(toDigest)
    },
  }
}

/** The unique row of a digest and an occurrence decides; every step is one conditional statement. */
function createPosting(db: Db): Omit<DigestStore, keyof Keeping> {
  return {
    async claim(claim, now, leaseUntil) {
      try {
        const data = { ...keyOf(claim), owner: claim.owner, state: 'claimed', leaseUntil }
        await db.digestPost.create({ data })
        return true
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
      }
      const { count } = await db.digestPost.updateMany({
        where: { ...keyOf(claim), state: 'claimed', leaseUntil: { lte: now } },
        data: { owner: claim.owner, leaseUntil },
      })
      return count === 1
    },
    async beginPosting(claim) {
      const where = ownOf(claim, 'claimed')
      const { count } = await db.digestPost.updateMany({ where, data: { state: 'posting' } })
      return count === 1
    },
    async release(claim) {
      const data = { state: 'claimed', leaseUntil: new Date(0) }
      await db.digestPost.updateMany({ where: ownOf(claim, 'posting'), data })
    },
    async finish({ digestId, occurrence }, now, nextAt) {
      await db.$transaction([
        db.digestPost.updateMany({
          where: { digestId, occurrence },
          data: { state: 'done', leaseUntil: now },
        }),
        db.digest.updateMany({ where: { id: digestId, nextAt: occurrence }, data: { nextAt } }),
      ])
    },
    async takeUncertain(now) {
      const where = { state: 'posting', leaseUntil: { lte: now } }
      const rows = await db.digestPost.findMany({ where, take: 100 })
      const taken: { digestId: string; occurrence: Date }[] = []
      for (const { digestId, occurrence } of rows) {
        const { count } = await db.digestPost.updateMany({
          where: { ...where, digestId, occurrence },
          data: { state: 'uncertain' },
        })
        if (count === 1) taken.push({ digestId, occurrence })
      }
      return taken
    },
  }
}
