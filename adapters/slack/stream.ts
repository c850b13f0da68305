import type { Logger } from 'pino'
import { neutraliseMentions } from '../../src/markdown/neutralise.ts'
import type { AnswerRequest, AnswerScreen } from '../../src/ports/chat.ts'
import type { Target, Writer } from './answer.ts'
import { removeMessages, showStatus } from './answer-aids.ts'
import type { SlackApi } from './api.ts'
import { createEditedAnswer } from './edited-answer.ts'
import { toBotError } from './errors.ts'
import { findUnfinished } from './find-own.ts'
import { markOf } from './mark.ts'
import { createNativeAnswer, StreamRefusedError } from './native-answer.ts'
import type { Poster } from './post.ts'
import { createPump } from './pump.ts'
import type { Identity } from './receive.ts'
import { toFooter } from './render.ts'
import { firstSegment } from './segment.ts'
import { createStopControl } from './stop-control.ts'

export interface Answers {
  open(request: AnswerRequest): Promise<AnswerScreen>
  /** The reader used Slack's own control. */
  stopped(channelId: string, threadId: string): void
}

interface Means {
  readonly api: SlackApi
  readonly poster: Poster
  readonly me: () => Identity
  readonly log: Logger
}

/** `neutraliseMentions` may still change so much of the end. */
const heldBack = 30

export function createAnswers(means: Means): Answers {
  const running = new Map<string, Set<() => void>>()
  const offerStop = createStopControl()
  let canStream = true

  /** Streams, and goes on with edited messages where Slack does not. */
  function toWriter(target: Target): Writer {
    let writer = canStream ? createNativeAnswer(target) : createEditedAnswer(target, firstSegment)
    const goOn = (error: unknown): Writer => {
      if (!(error instanceof StreamRefusedError)) throw error
      if (error.isLasting) canStream = false
      means.log.warn({ err: error.cause }, 'Slack refuses to stream, editing instead')
      return createEditedAnswer(target, error.segment)
    }
    const orElse = async (work: (writer: Writer) => Promise<void>): Promise<void> => {
      try {
        await work(writer)
      } catch (error) {
        writer = goOn(error)
        await work(writer)
      }
    }
    return {
      gapMs: () => writer.gapMs(),
      flush: text => orElse(one => one.flush(text)),
      end: (text, footer) => orElse(one => one.end(text, footer)),
    }
  }

  function track(key: string, stop: () => void): () => void {
    const stops = running.get(key) ?? new Set()
    running.set(key, stops.add(stop))
    return () => {
      stops.delete(stop)
      if (stops.size === 0) running.delete(key)
    }
  }

  async function open(request: AnswerRequest): Promise<AnswerScreen> {
    const ids: string[] = []
    const onStopped = once(request.onStopped)
    const target = toTarget(means, request, onStopped, ts => {
      ids.push(ts)
      request.onPosted([...ids])
    })
    const { channelId, threadId } = target.place
    const untrack = track(`${channelId} ${threadId}`, onStopped)
    const status = showStatus(target, 'is thinking…')
    const { title, stop: card } = request
    const onGone = (ts: string) => {
      ids.splice(ids.indexOf(ts), 1)
      request.onPosted([...ids])
    }
    const stop = offerStop(target, { title, stop: card, onGone })
    const lost = request.isResumed
      ? await findUnfinished(means.api, target.me, target.place, request)
      : []
    const earlier = [...new Set([...request.replaces, ...lost])]
    const replaced = removeMessages(means.api, channelId, earlier)
    const writer = toWriter(target)
    const pump = createPump(writer, text => neutraliseMentions(text).slice(0, -heldBack))

    return {
      write: pump.write,
      async finish(footer) {
        untrack()
        try {
          const text = neutraliseMentions(await pump.stop())
          await writer.end(text, toFooter(footer, await means.poster.names(footer)))
        } catch (error) {
          throw toBotError(error)
        } finally {
          await Promise.all([status.end(), stop.end(), replaced])
        }
      },
    }
  }

  return {
    open,
    stopped(channelId, threadId) {
      for (const stop of running.get(`${channelId} ${threadId}`) ?? []) stop()
    },
  }
}

function toTarget(
  { api, poster, me }: Means,
  request: AnswerRequest,
  onStopped: () => void,
  onPosted: (ts: string) => void,
): Target {
  const threadId = request.place.threadId ?? request.question.id
  const place = { ...request.place, threadId }
  const askerId = request.question.author.id
  const mark = markOf(request.turnId)
  return { api, poster, me: me(), place, askerId, mark, onPosted, onStopped }
}

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}
