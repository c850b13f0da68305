import type { WireAnswer, WireMessage } from '../protocol.ts'
import { CardView } from './card-view.tsx'
import { Markdown } from './markdown.tsx'
import { Thinking } from './message-row.tsx'
import { toSpot } from './route.ts'

/** An answer while it grows, and with its footer once it is complete. */
export function AnswerBody({ message, answer }: { message: WireMessage; answer: WireAnswer }) {
  const isGrowing = answer.state === 'growing'
  const at = (part: 'stop' | 'footer') => ({
    spot: toSpot(message),
    origin: { kind: 'message' as const, messageId: message.id, part },
  })
  return (
    <div class="answer" aria-busy={isGrowing}>
      {isGrowing && message.text === '' ? (
        <Thinking />
      ) : (
        <Markdown text={message.text} isGrowing={isGrowing} />
      )}
      {isGrowing && answer.stop && (
        <div class="answer-stop">
          <CardView card={answer.stop} at={at('stop')} />
        </div>
      )}
      {answer.state === 'interrupted' && <p class="faint">Interrupted</p>}
      {answer.footer && answer.footer.blocks.length > 0 && (
        <footer class="answer-foot">
          <CardView card={answer.footer} at={at('footer')} />
        </footer>
      )}
    </div>
  )
}
