import manifest from '../../../adapters/slack/manifest.json' with { type: 'json' }

export interface WorldOptions {
  readonly teamId: string
  readonly teamName: string
  readonly appId: string
  readonly botId: string
  readonly botUserId: string
  readonly botName: string
  readonly botToken: string
  readonly appToken: string
  // false: chat.startStream answers with this error instead.
  readonly streaming: true | string
  readonly streamLifetimeMs: number
  readonly streamMaxCharacters: number
  readonly agentView: boolean
  readonly triggerLifetimeMs: number
  readonly ackLimitMs: number
  // What the app subscribed to (`app_mention`, `message.im`, …); undefined: everything.
  readonly events: readonly string[] | undefined
  // The app's slash commands; undefined: any.
  readonly commands: readonly string[] | undefined
  readonly scopes: readonly string[]
}

export type SlackOptions = Partial<Omit<WorldOptions, 'streaming'>> & {
  // false: chat.startStream answers `feature_disabled`; a string: that error.
  readonly streaming?: boolean | string
}

const standard: WorldOptions = {
  teamId: 'T0EMULATED',
  teamName: 'emulated',
  appId: 'A0EMULATED',
  botId: 'B0EMULATED',
  botUserId: 'U0EMUBOT',
  botName: 'switchboard',
  botToken: 'xoxb-emulated-bot-token',
  appToken: 'xapp-1-emulated-app-token',
  streaming: true,
  streamLifetimeMs: 300_000,
  streamMaxCharacters: 12_000,
  agentView: true,
  triggerLifetimeMs: 3000,
  ackLimitMs: 3000,
  events: undefined,
  commands: undefined,
  scopes: manifest.oauth_config.scopes.bot,
}

export const toWorldOptions = ({ streaming, ...others }: SlackOptions): WorldOptions => ({
  ...standard,
  ...others,
  streaming: streaming === false ? 'feature_disabled' : (streaming ?? true),
})
