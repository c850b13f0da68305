import { createHash, timingSafeEqual } from 'node:crypto'
import { BotError } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Access } from './define-route.ts'
import { createRateLimit } from './rate-limit.ts'

export interface Tokens {
  readonly read?: string | undefined
  readonly admin?: string | undefined
}

type Holder = 'read' | 'admin'

const PER_MINUTE = 120

/**
 * Who may use a route.
 *
 * @throws BotError `unauthenticated`, `not-allowed` when the token is not enough or that side is closed, `too-fast`
 */
export type Admit = (access: Access, authorization: string | undefined) => void

export function createAdmit(tokens: Tokens, clock: Clock): Admit {
  const take = createRateLimit(PER_MINUTE, clock)
  return (access, authorization) => {
    if (access === 'open') return
    checkIsOpen(access, tokens)
    const holder = holderOf(authorization, tokens)
    if (!holder) {
      throw new BotError(
        'unauthenticated',
        'Send a token of this server as `Bearer` authorization.',
      )
    }
    take(holder)
    if (access === 'admin' && holder !== 'admin') {
      throw new BotError('not-allowed', 'This needs the admin token; the read token may only read.')
    }
  }
}

function checkIsOpen(access: Access, { read, admin }: Tokens): void {
  if (admin !== undefined || (access === 'read' && read !== undefined)) return
  const name = access === 'admin' ? 'API_ADMIN_TOKEN' : 'API_READ_TOKEN'
  throw new BotError('not-allowed', `This side of the API is closed: ${name} is not set.`)
}

/** Both are compared in any case, so that the time it takes tells nothing. */
function holderOf(authorization: string | undefined, tokens: Tokens): Holder | undefined {
  const sent = /^Bearer +(?<token>\S+)$/i.exec(authorization ?? '')?.groups?.['token'] ?? ''
  const [isAdmin, isRead] = [isSame(sent, tokens.admin), isSame(sent, tokens.read)]
  if (isAdmin) return 'admin'
  return isRead ? 'read' : undefined
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function isSame(sent: string, token: string | undefined): boolean {
  const isEqual = timingSafeEqual(digest(sent), digest(token ?? ''))
  return isEqual && token !== undefined
}
