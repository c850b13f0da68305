import type { Logger } from 'pino'
import type { Inbox } from '../../src/ports/chat.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import type { SlackApi } from './api.ts'
import type { SlackPeople } from './people.ts'
import type { Poster } from './post.ts'
import type { Identity } from './receive.ts'
import type { Answers } from './stream.ts'

/** What the listeners work with. */
export interface Context {
  readonly api: SlackApi
  readonly people: SlackPeople
  readonly poster: Poster
  readonly answers: Answers
  readonly me: () => Identity
  readonly teamName: () => string
  readonly inbox: Inbox
  readonly commands: readonly CommandInfo[]
  readonly log: Logger
}
