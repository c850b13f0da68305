import { BotError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Digest, DigestClaim } from '../ports/digests.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, card, note, say } from '../ui/card.ts'
import { digestCard } from './digest-card.ts'
import { nextAfter } from './digest-schedule.ts'
import { localTime } from './window.ts'

export interface Posting {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly chatOf: (workspaceId: string) => ChatPlatform
  readonly clock: Clock
  readonly log: Log
}

const LEASE_MS = 5 * 60_000
/** A digest that comes later than this says so. */
const LATE_MS = 10 * 60_000
const AT_ONCE = 50

/**
 * Posts what is due, each occurrence once.
 *
 * The guarantee, step by step: (1) a row per digest and occurrence is claimed under a lease; the database lets one
 * process win. (2) The card is made; a process that dies here leaves a claim whose lease runs out, and another posts it
 * late, once. (3) The row becomes `posting`, which nobody takes over: from here a crash can no longer double it. A
 * process that dies in the second that the platform's call takes leaves it uncertain whether it arrived; it is not
 * posted again, and the admins are told. (4) `finish` moves the digest past all that was missed, so that a long
 * standstill gives one digest and not a pile.
 */
export async function postDueDigests(parts: Posting, owner: string): Promise<void> {
  const { store, clock, log } = parts
  for (const digest of await store.digests.due(clock.now(), AT_ONCE)) {
    await postOne(parts, digest, owner).catch(error => {
      log.warn({ err: error, digest: digest.id }, 'digest not posted, trying again')
    })
  }
  await tellUncertain(parts)
}

async function postOne(parts: Posting, digest: Digest, owner: string): Promise<void> {
  const { store, clock, workspaces } = parts
  const claim = { digestId: digest.id, occurrence: digest.nextAt, owner }
  const now = clock.now()
  if (!(await store.digests.claim(claim, now, new Date(now.getTime() + LEASE_MS)))) return
  const workspace = await workspaces.fresh(digest.workspaceId)
  const shown = await dueCard(parts, digest, workspace)
  if (!(await store.digests.beginPosting(claim))) return
  try {
    await parts.chatOf(digest.workspaceId).post(placeOf(digest), shown)
  } catch (error) {
    return await failed(parts, { digest, workspace, claim, error })
  }
  await finish(parts, { digest, workspace, claim })
}

async function dueCard(parts: Posting, digest: Digest, workspace: Workspace): Promise<Card> {
  const chat = parts.chatOf(digest.workspaceId)
  const made = await digestCard({ ...parts, workspace, chat }, digest.cron, digest.nextAt)
  const isLate = parts.clock.now().getTime() - digest.nextAt.getTime() > LATE_MS
  return isLate
    ? card(...made.blocks, note(`This was due ${localTime(digest.nextAt, workspace)}.`))
    : made
}

interface Occurrence {
  readonly digest: Digest
  readonly workspace: Workspace
  readonly claim: DigestClaim
}

async function finish({ store, clock }: Posting, { digest, workspace, claim }: Occurrence) {
  const now = clock.now()
  const nextAt = nextAfter(digest.cron, now, workspace.timeZone)
  if (nextAt) await store.digests.finish(claim, now, nextAt)
}

const hopeless: ReadonlySet<string> = new Set(['chat-gone', 'chat-forbidden'])

/** A channel that is gone pauses the digest; anything else is tried again in a minute. */
async function failed(
  parts: Posting,
  { error, ...occurrence }: Occurrence & { readonly error: unknown },
): Promise<void> {
  const { store, clock, workspaces } = parts
  const { digest, workspace, claim } = occurrence
  if (!(error instanceof BotError)) throw error
  if (!hopeless.has(error.code)) {
    await store.digests.release(claim)
    throw error
  }
  await finish(parts, occurrence)
  const change = {
    actor: { id: 'switchboard', name: 'Switchboard' },
    action: 'pause digest',
    target: digest.id,
    details: { why: error.code },
  }
  const current = (await store.digests.find(digest.workspaceId, digest.id)) ?? digest
  await store.digests.save({ ...current, pausedAt: clock.now() }, change)
  const channel = parts
    .chatOf(digest.workspaceId)
    .mention({ kind: 'channel', id: digest.channelId })
  await workspaces.tellAdmins(
    workspace,
    say(
      `The cost digest for ${channel} is paused: the channel is gone, or I may not write there. \`/costs digest\` resumes or removes it.`,
    ),
  )
}

async function tellUncertain({ store, clock, workspaces, log }: Posting): Promise<void> {
  for (const { digestId, occurrence } of await store.digests.takeUncertain(clock.now())) {
    log.warn({ digest: digestId, occurrence }, 'digest may not have arrived')
    const digest = await store.digests.byId(digestId)
    if (!digest) continue
    const workspace = await workspaces.fresh(digest.workspaceId)
    const nextAt = nextAfter(digest.cron, clock.now(), workspace.timeZone)
    if (nextAt) await store.digests.finish({ digestId, occurrence, owner: '' }, clock.now(), nextAt)
    await workspaces.tellAdmins(
      workspace,
      say(
        `The process stopped while it posted the cost digest of ${localTime(occurrence, workspace)}: it may not have arrived. \`/costs digest\` can send it now.`,
      ),
    )
  }
}

export const placeOf = ({ workspaceId, channelId }: Digest) => ({
  workspaceId,
  channelId,
  isDirect: false,
})
