import type { Logger } from 'pino'
import type { Charts } from '../../src/ports/charts.ts'
import type { ChatPlatform, Inbox } from '../../src/ports/chat.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import { openAnswer } from './answer.ts'
import { createApi } from './api.ts'
import { type ConnectionConfig, createConnection } from './connect.ts'
import { createDirectServers } from './direct-servers.ts'
import { download } from './download.ts'
import { readHistory } from './history.ts'
import { createListener } from './listen.ts'
import { createLocator } from './locate.ts'
import { createMembers } from './members.ts'
import { isOurs, toGuildId } from './place.ts'
import { adminRoot } from './register.ts'
import { createSending } from './send.ts'
import { createSight } from './sight.ts'

const name = 'discord'

export interface DiscordConfig extends ConnectionConfig {
  readonly charts: Charts
}

/** Discord, over its gateway and its REST API. */
export function createDiscordChat(config: DiscordConfig, log: Logger): ChatPlatform {
  const api = createApi(config)
  let commands: readonly CommandInfo[] = []
  let listener: ReturnType<typeof createListener> | undefined
  const connection = createConnection(config, log, client => listener?.attach(client))
  const sight = createSight(() => connection.client())
  const members = createMembers(api, () => {
    const [applicationId, root] = [sight.applicationId(), adminRoot(commands)]
    return applicationId && root ? { applicationId, name: root } : undefined
  })
  const servers = createDirectServers({ servers: sight.servers, isMember: members.isMember })
  const locate = createLocator(api, servers, sight.channel)
  const sending = createSending(api, servers.assume)

  return {
    ...sending,
    name,
    async start(inbox: Inbox, infos) {
      commands = infos
      listener = createListener({ inbox, commands, api, locate, servers, sight, log })
      connection.start()
    },
    async drain() {
      listener?.drain()
    },
    stop: () => connection.stop(),
    isConnected: connection.isConnected,
    owns: isOurs,
    openAnswer: request => openAnswer(api, request, id => sight.channel(id) !== undefined),
    history: (place, beforeId, limit) =>
      readHistory(api, place, {
        beforeId,
        limit,
        names: sight.names(toGuildId(place.workspaceId)),
      }),
    download: (_workspaceId, { ref }) => download(ref, config.apiUrl),
    member: (workspaceId, personId) => members.get(toGuildId(workspaceId), personId),
    async isInGroup(workspaceId, personId, groupId) {
      const member = await members.get(toGuildId(workspaceId), personId)
      return member?.groupIds.includes(groupId) ?? false
    },
    mention: ({ kind, id }) => (kind === 'person' ? `<@${id}>` : `<#${id}>`),
  }
}
