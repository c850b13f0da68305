import { ChannelType } from 'discord.js'
import type { Place } from '../../src/ports/chat.ts'

const prefix = 'discord:'

export const toWorkspaceId = (guildId: string): string => `${prefix}${guildId}`
export const toGuildId = (workspaceId: string): string => workspaceId.slice(prefix.length)
export const isOurs = (workspaceId: string): boolean => workspaceId.startsWith(prefix)

/** What telling a place apart takes of a channel. */
export interface ChannelInfo {
  readonly id: string
  readonly type: ChannelType
  readonly parentId?: string | null | undefined
}

const threads: readonly ChannelType[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]

export const isThread = ({ type }: ChannelInfo): boolean => threads.includes(type)

export function toGuildPlace(guildId: string, channel: ChannelInfo): Place {
  const head = { workspaceId: toWorkspaceId(guildId), isDirect: false }
  return isThread(channel)
    ? { ...head, channelId: channel.parentId ?? channel.id, threadId: channel.id }
    : { ...head, channelId: channel.id }
}

export const toDirectPlace = (guildId: string, channelId: string): Place => ({
  workspaceId: toWorkspaceId(guildId),
  channelId,
  threadId: channelId,
  isDirect: true,
})

/** The channel in which a place's messages stand. */
export const channelOf = ({ channelId, threadId }: Place): string => threadId ?? channelId
