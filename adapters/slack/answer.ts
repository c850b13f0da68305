import type { Place } from '../../src/ports/chat.ts'
import type { SlackApi } from './api.ts'
import type { Json } from './json.ts'
import type { Poster } from './post.ts'
import type { Identity } from './receive.ts'
import type { Rendered } from './render.ts'

/** Where an answer goes. */
export interface Target {
  readonly api: SlackApi
  readonly poster: Poster
  readonly me: Identity
  /** With its thread. */
  readonly place: Place & { readonly threadId: string }
  readonly askerId: string
  /** Carried by every message that is not streamed. */
  readonly mark: Json
  readonly onPosted: (ts: string) => void
  readonly onStopped: () => void
}

/** Writes the text so far, of which the end may still be missing but nothing changes any more. */
export interface Writer {
  flush(text: string): Promise<void>
  /** All of the text, and what stands under it. */
  end(text: string, footer: Rendered): Promise<void>
  /** The shortest time between two flushes. */
  gapMs(): number
}
