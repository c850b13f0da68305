import { BotError } from '../errors.ts'
import type { ChatPlatform, Member, Place } from '../ports/chat.ts'
import type { AccessKind, Workspace } from '../ports/workspaces.ts'

/** Whether this member is an admin of the workspace: by the platform, or named in `/models setup`. */
export async function isAdmin(
  chat: ChatPlatform,
  workspace: Workspace,
  member: Member,
): Promise<boolean> {
  return member.isAdmin || matches(chat, workspace, member, 'admin')
}

/** @throws BotError `not-allowed` with the sentence the person reads */
export async function checkMayAsk(
  chat: ChatPlatform,
  workspace: Workspace,
  place: Place,
  memberId: string,
): Promise<void> {
  const member = await chat.member(workspace.id, memberId)
  if (!member) throw new BotError('not-allowed', 'Only members of this workspace may ask.')
  if (await isAdmin(chat, workspace, member)) return
  checkChannel(workspace, place)
  await checkMayTakePart(chat, workspace, member)
}

/** Whoever may ask somewhere may also switch models and stop answers. @throws BotError `not-allowed` */
export async function checkMayTakePart(
  chat: ChatPlatform,
  workspace: Workspace,
  member: Member,
): Promise<void> {
  if (member.isGuest && !workspace.guestsAllowed) {
    throw new BotError(
      'not-allowed',
      'Guests may not ask here. An admin can allow it in /models setup.',
    )
  }
  await checkPerson(chat, workspace, member)
}

function checkChannel({ access }: Workspace, { channelId, isDirect }: Place): void {
  if (isDirect) return
  const channels = (kind: AccessKind) =>
    access.filter(rule => rule.kind === kind && rule.subject === 'channel')
  const allowed = channels('allow')
  const isNamed = ({ subjectId }: { subjectId: string }) => subjectId === channelId
  if (channels('deny').some(isNamed) || (allowed.length > 0 && !allowed.some(isNamed))) {
    throw new BotError('not-allowed', 'Questions are not allowed in this channel.')
  }
}

async function checkPerson(
  chat: ChatPlatform,
  workspace: Workspace,
  member: Member,
): Promise<void> {
  const isDenied = await matches(chat, workspace, member, 'deny')
  const hasList = workspace.access.some(
    ({ kind, subject }) => kind === 'allow' && subject !== 'channel',
  )
  if (isDenied || (hasList && !(await matches(chat, workspace, member, 'allow')))) {
    throw new BotError('not-allowed', 'You are not among those who may ask here. Talk to an admin.')
  }
}

async function matches(
  chat: ChatPlatform,
  { id, access }: Workspace,
  member: Member,
  kind: AccessKind,
): Promise<boolean> {
  const rules = access.filter(rule => rule.kind === kind)
  if (rules.some(({ subject, subjectId }) => subject === 'member' && subjectId === member.id)) {
    return true
  }
  const groups = rules.filter(({ subject }) => subject === 'group')
  if (groups.some(({ subjectId }) => member.groupIds.includes(subjectId))) return true
  const asked = await Promise.all(
    groups.map(({ subjectId }) => chat.isInGroup(id, member.id, subjectId)),
  )
  return asked.includes(true)
}
