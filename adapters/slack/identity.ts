import { BotError } from '../../src/errors.ts'
import type { SlackApi } from './api.ts'
import { textAt } from './json.ts'
import type { Identity } from './receive.ts'

export interface Self {
  /** Asks Slack who we are, once. */
  find(): Promise<Identity>
  me(): Identity
  teamName(): string
}

export function createSelf(api: SlackApi): Self {
  let known: (Identity & { readonly teamName: string }) | undefined
  return {
    async find() {
      if (known) return known
      const answer = await api.call('auth.test')
      known = {
        teamId: textAt(answer, 'team_id'),
        botUserId: textAt(answer, 'user_id'),
        botId: textAt(answer, 'bot_id'),
        teamName: textAt(answer, 'team'),
      }
      return known
    },
    me() {
      if (!known) throw new BotError('chat-unavailable', 'Slack has not been reached yet')
      return known
    },
    teamName: () => known?.teamName ?? '',
  }
}
