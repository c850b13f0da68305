import type { AnswerRequest, AnswerScreen } from '../../src/ports/chat.ts'
import { withoutPictures } from '../../src/ui/card.ts'
import { bot, fromPlace } from './people.ts'
import type { WireMessage } from './protocol.ts'
import type { Room } from './room.ts'

/** Twenty times a second looks fluent and leaves the browser time to draw. */
const frameMs = 50

export function openAnswer(room: Room, request: AnswerRequest): AnswerScreen {
  const id = openMessage(room, request)
  request.onPosted([id])
  let shown = ''
  let latest = ''
  let timer: NodeJS.Timeout | undefined

  function draw(): void {
    timer = undefined
    if (latest === shown || room.get(id) === undefined) return
    shown = latest
    room.grow(id, shown)
    timer = setTimeout(draw, frameMs)
  }

  return {
    write(textSoFar) {
      latest = textSoFar
      if (timer === undefined) draw()
    },
    async finish(footer) {
      clearTimeout(timer)
      timer = undefined
      draw()
      clearTimeout(timer)
      const message = room.get(id)
      if (message?.answer === undefined) return
      const { stop: _, ...answer } = message.answer
      room.put({
        ...message,
        answer: { ...answer, state: 'done', footer: withoutPictures(footer) },
      })
    },
  }
}

/** An earlier try of the same turn is written over, where it stands. */
function openMessage(room: Room, request: AnswerRequest): string {
  const earlier = room.findAnswer(request.turnId) ?? firstOf(room, request.replaces)
  const message: WireMessage = {
    ...fromPlace(request.place),
    id: earlier?.id ?? room.newId(),
    authorId: bot.id,
    sentAt: earlier?.sentAt ?? room.now(),
    text: '',
    answer: {
      turnId: request.turnId,
      title: request.title,
      state: 'growing',
      stop: withoutPictures(request.stop),
    },
  }
  room.put(message)
  for (const id of request.replaces) if (id !== message.id) room.remove(id)
  return message.id
}

const firstOf = (room: Room, ids: readonly string[]): WireMessage | undefined =>
  ids.map(id => room.get(id)).find(message => message !== undefined)
