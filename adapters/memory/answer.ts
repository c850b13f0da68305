import { neutraliseMentions } from '../../src/markdown/neutralise.ts'
import type { AnswerRequest, AnswerScreen } from '../../src/ports/chat.ts'
import { BOT, type Room } from './room.ts'

/** One answer in one message. A text that shrinks and a second end are errors. */
export function openAnswer(room: Room, request: AnswerRequest): AnswerScreen {
  const { turnId, title, stop } = request
  if (title.trim() === '' || title.length > 80) room.refuse(`title “${title}”`)
  room.expectCard(stop)
  const id = placeMessage(room, request)
  room.update(id, { text: '', answer: { turnId, title, isGrowing: true, stop } })
  request.onPosted([id])
  let latest = ''
  let hasEnded = false

  function expectOpen(what: string): void {
    if (hasEnded) room.refuse(`${what} after the end of ${turnId}`)
  }

  return {
    write(text) {
      expectOpen('write')
      if (!text.startsWith(latest)) room.refuse(`the answer ${turnId} shrank`)
      latest = text
      room.update(id, { text: neutraliseMentions(text) })
    },
    async finish(footer) {
      expectOpen('finish')
      hasEnded = true
      room.expectCard(footer)
      room.update(id, { answer: { turnId, title, isGrowing: false, footer } })
    },
  }
}

/** An earlier try is written over where it stands, and the rest of it goes. */
function placeMessage(room: Room, { turnId, place, replaces }: AnswerRequest): string {
  const own = room.all().find(({ answer }) => answer?.turnId === turnId)
  const [first] = replaces.filter(id => room.messages.has(id))
  const id = own?.id ?? first ?? room.add({ ...room.fromPlace(place), authorId: BOT }).id
  for (const other of replaces) if (other !== id) room.remove(other)
  return id
}
