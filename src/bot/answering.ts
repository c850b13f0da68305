import { BotError, explain } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Responder, Screen } from '../ports/chat.ts'
import type { Metrics } from '../ports/metrics.ts'
import { type Card, card, text } from '../ui/card.ts'

/** Who did what, for the log. */
export interface Deed {
  readonly id: string
  readonly what: string
  readonly workspace: string
}

interface Watching {
  readonly log: Log
  readonly metrics: Metrics
}

/**
 * The only catch of commands, buttons and forms: what goes wrong is told where the person looks, in one sentence, and
 * logged in full.
 */
export async function answering(
  { log, metrics }: Watching,
  deed: Deed,
  responder: Responder,
  work: (responder: Responder) => Promise<void>,
): Promise<void> {
  let screen: Screen | undefined
  const remember = async (opening: Promise<Screen>) => {
    screen = await opening
    return screen
  }
  try {
    await work({
      ...responder,
      begin: visibility => remember(responder.begin(visibility)),
      replace: () => remember(responder.replace()),
    })
  } catch (error) {
    const { level, sentence, fields } = explain(error, shorten(deed.id))
    if (error instanceof BotError && error.code === 'unknown-model') metrics.lookupFailed()
    // a refusal quotes what was typed, which is nobody's business
    if (level === 'info') log.info({ code: (error as BotError).code, ...deed }, 'command refused')
    else log[level]({ err: error, ...deed }, 'command failed')
    const problem = card(text(sentence))
    const telling = tellOn(screen, problem) ?? responder.refuse(problem, fields)
    await telling.catch(failure =>
      log.error({ err: failure, ...deed }, 'failure could not be told'),
    )
  }
}

const tellOn = (screen: Screen | undefined, problem: Card): Promise<void> | undefined =>
  screen?.refuse ? screen.refuse(problem) : screen?.show(problem)

const shorten = (id: string): string => id.slice(-8)
