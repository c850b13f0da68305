import { setTimeout as sleep } from 'node:timers/promises'
import { BotError } from '../../src/errors.ts'
import type { AnswerRequest, AnswerScreen } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import { finalBodies, growingBodies } from './answer-bodies.ts'
import { type AnswerApi, createAnswerMessages } from './answer-messages.ts'
import { type Destination, findDestination, type ThreadApi } from './find-destination.ts'
import { keepTyping, type TypingApi } from './keep-typing.ts'

export type AnswerScreenApi = AnswerApi & ThreadApi & TypingApi

const redrawMs = 1000
const retryMs = [1000, 4000]

/** Opens the thread where there is none, and shows there an answer that grows. */
export async function openAnswer(
  api: AnswerScreenApi,
  request: AnswerRequest,
  isKnownThread: (id: string) => boolean,
): Promise<AnswerScreen> {
  const destination = await findDestination(api, request, isKnownThread)
  return createAnswerScreen(api, request, destination)
}

function createAnswerScreen(
  api: AnswerScreenApi,
  request: AnswerRequest,
  destination: Destination,
): AnswerScreen {
  const { turnId, replaces, stop } = request
  const messages = createAnswerMessages(api, {
    ...destination,
    turnId,
    replaces,
    onPosted: ids => request.onPosted(ids),
  })
  const stopTyping = keepTyping(api, destination.channelId)
  const pace = createPace(redrawMs)
  let text = ''
  let drawn = ''
  let isFinishing = false
  let isBroken = false
  let drawing: Promise<void> | undefined

  /** Only the newest text is drawn; what came in between is never sent. */
  async function drawWhileBehind(): Promise<void> {
    while (drawn !== text && !isFinishing && !isBroken) {
      await pace(async () => {
        drawn = text
        if (!isFinishing) await messages.show(growingBodies(drawn, stop))
      })
    }
  }

  function draw(): void {
    drawing ??= drawWhileBehind()
      .catch((error: unknown) => {
        isBroken = isFinal(error)
      })
      .finally(() => {
        drawing = undefined
      })
  }

  return {
    write(textSoFar) {
      text = textSoFar
      draw()
    },
    async finish(footer: Card) {
      isFinishing = true
      stopTyping()
      await drawing
      const bodies = finalBodies(text, footer)
      await withRetries(() => pace(() => messages.settle(bodies)))
    },
  }
}

/** Runs one thing at a time, with a pause between the end of one and the start of the next. */
function createPace(pauseMs: number) {
  let nextAt = 0
  return async (work: () => Promise<void>): Promise<void> => {
    await sleep(Math.max(0, nextAt - Date.now()))
    try {
      await work()
    } finally {
      nextAt = Date.now() + pauseMs
    }
  }
}

const passing: readonly string[] = ['chat-unavailable', 'chat-rate-limited']
const isFinal = (error: unknown): boolean =>
  !(error instanceof BotError && passing.includes(error.code))

async function withRetries(work: () => Promise<void>): Promise<void> {
  for (const waitMs of retryMs) {
    try {
      return await work()
    } catch (error) {
      if (isFinal(error)) throw error
      await sleep(waitMs)
    }
  }
  await work()
}
