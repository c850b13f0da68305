import { BotError } from '../errors.ts'
import { newId } from '../lib/new-id.ts'
import type { Clock } from '../ports/clock.ts'
import type { Digest } from '../ports/digests.ts'
import type { Change } from '../ports/workspaces.ts'
import { type Button, buttons, type Card, card, note, rows, text } from '../ui/card.ts'
import type { Form } from '../ui/form.ts'
import { type DigestParts, digestCard } from './digest-card.ts'
import { nextAfter, readSchedule, sayCron } from './digest-schedule.ts'
import { placeOf } from './post-digest.ts'
import { localTime } from './window.ts'

export interface Digesting extends DigestParts {
  readonly clock: Clock
  readonly actor: Change['actor']
}

const add: Button = { label: 'Add a digest', action: 'digest.add', value: '', style: 'primary' }

/** All digests of the workspace. */
export async function digestList({ store, workspace, chat }: Digesting): Promise<Card> {
  const digests = await store.digests.list(workspace.id)
  if (digests.length === 0) {
    return card(
      text('**There is no digest yet.** A digest posts a cost report to a channel by itself.'),
      note('`/costs digest #team weekly mon 09:00` sets one up.'),
      buttons(add),
    )
  }
  const list = digests.map(digest => ({
    markdown: `${chat.mention({ kind: 'channel', id: digest.channelId })} ${sayCron(digest.cron)}${digest.pausedAt ? ' (paused)' : ''}`,
    button: { label: 'Open', action: 'digest.open', value: digest.id },
  }))
  return card(
    text(`**${digests.length} ${digests.length === 1 ? 'digest' : 'digests'}**`),
    rows(...list),
    buttons(add),
  )
}

/** One digest with what can be done to it. */
export function digestView({ workspace, chat }: Digesting, digest: Digest, done = ''): Card {
  const { id, cron, channelId, pausedAt, nextAt } = digest
  const next = pausedAt ? 'It is paused.' : `Next: ${localTime(nextAt, workspace)}.`
  return card(
    text(
      `${done}The digest for ${chat.mention({ kind: 'channel', id: channelId })} comes ${sayCron(cron)}. ${next}`,
    ),
    buttons(
      pausedAt
        ? { label: 'Resume', action: 'digest.resume', value: id, style: 'primary' }
        : { label: 'Pause', action: 'digest.pause', value: id },
      { label: 'Send now', action: 'digest.send', value: id },
      { label: 'Change', action: 'digest.change', value: id },
      { label: 'Delete', action: 'digest.delete', value: id, style: 'danger' },
    ),
  )
}

export async function expectDigest(parts: Digesting, id: string): Promise<Digest> {
  const digest = await parts.store.digests.find(parts.workspace.id, id)
  if (!digest)
    throw new BotError('conflict', 'This digest is gone. `/costs digest` shows those there are.')
  return digest
}

const changeOf = ({ actor }: Digesting, action: string, target: string): Change => ({
  actor: { id: actor.id, name: actor.name },
  action,
  target,
  details: {},
})

const firstAfter = ({ clock, workspace }: Digesting, cron: string): Date => {
  const next = nextAfter(cron, clock.now(), workspace.timeZone)
  if (!next) throw new BotError('bad-option', 'This schedule never comes.')
  return next
}

/** A new digest, or the one of this id on another schedule or channel. */
export async function saveDigest(
  parts: Digesting,
  given: { readonly id?: string; readonly channelId: string; readonly schedule: string },
): Promise<Card> {
  const cron = readSchedule(given.schedule)
  const id = given.id ?? newId()
  const { channelId } = given
  const known = given.id === undefined ? undefined : await expectDigest(parts, given.id)
  const nextAt = firstAfter(parts, cron)
  const paused = known?.pausedAt && { pausedAt: known.pausedAt }
  const digest: Digest = { id, workspaceId: parts.workspace.id, channelId, cron, nextAt, ...paused }
  await parts.store.digests.save(digest, changeOf(parts, 'save digest', channelId))
  return digestView(parts, digest, '**Saved.** ')
}

export async function pauseDigest(parts: Digesting, id: string): Promise<Card> {
  const digest = { ...(await expectDigest(parts, id)), pausedAt: parts.clock.now() }
  await parts.store.digests.save(digest, changeOf(parts, 'pause digest', digest.channelId))
  return digestView(parts, digest)
}

/** What came while it was paused stays undone. */
export async function resumeDigest(parts: Digesting, id: string): Promise<Card> {
  const { pausedAt: _, ...found } = await expectDigest(parts, id)
  const digest = { ...found, nextAt: firstAfter(parts, found.cron) }
  await parts.store.digests.save(digest, changeOf(parts, 'resume digest', digest.channelId))
  return digestView(parts, digest)
}

/** Beside its timetable, which stays as it is. */
export async function sendDigest(parts: Digesting, id: string): Promise<Card> {
  const digest = await expectDigest(parts, id)
  const made = await digestCard(parts, digest.cron, parts.clock.now())
  await parts.chat.post(placeOf(digest), made)
  return digestView(parts, digest, '**Sent.** ')
}

export async function deleteDigest(parts: Digesting, id: string): Promise<Card> {
  const digest = await expectDigest(parts, id)
  const change = changeOf(parts, 'delete digest', digest.channelId)
  await parts.store.digests.remove(parts.workspace.id, id, change)
  return digestList(parts)
}

/** @param id of the one to change; empty for a new one */
export async function digestForm(
  parts: Digesting & { readonly place: { readonly channelId: string } },
  id: string,
): Promise<Form> {
  const known = id === '' ? undefined : await expectDigest(parts, id)
  return {
    id: 'digest',
    title: known ? 'Change the digest' : 'New digest',
    submitLabel: 'Save',
    state: id,
    sections: [
      {
        id: 'digest',
        title: 'Digest',
        fields: [
          {
            kind: 'pick',
            id: 'channel',
            label: 'Channel',
            of: 'channels',
            multiple: false,
            required: true,
            initial: [known?.channelId ?? parts.place.channelId],
          },
          {
            kind: 'text',
            id: 'schedule',
            label: 'When',
            hint: 'daily 09:00, weekly mon 09:00, monthly 1 09:00, or cron: 0 9 * * 1-5',
            required: true,
            multiline: false,
            maxLength: 60,
            initial: known?.cron ?? 'weekly mon 09:00',
          },
        ],
      },
    ],
  }
}
