import { Client, GatewayIntentBits, Options } from 'discord.js'

const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
]

/** Events are read as they arrive and everything else is asked for, so nothing but channels and roles is kept. */
const unkept = {
  MessageManager: 0,
  DMMessageManager: 0,
  GuildMessageManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  ThreadMemberManager: 0,
  PresenceManager: 0,
  VoiceStateManager: 0,
  GuildEmojiManager: 0,
  GuildStickerManager: 0,
  GuildBanManager: 0,
  GuildInviteManager: 0,
  GuildScheduledEventManager: 0,
  StageInstanceManager: 0,
  AutoModerationRuleManager: 0,
  UserManager: 200,
  GuildMemberManager: 200,
}

/** The gateway's client. What the bot does goes through `createApi`, which outlives a client. */
export function createClient(apiUrl: string, readsContent: boolean): Client {
  return new Client({
    intents: readsContent ? [...intents, GatewayIntentBits.MessageContent] : intents,
    rest: { api: apiUrl.replace(/\/+$/, '') },
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, ...unkept }),
    sweepers: { threads: { interval: 3600, lifetime: 4 * 3600 } },
  })
}
