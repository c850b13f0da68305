import type { AnswerScreen } from '../ports/chat.ts'
import type { TurnSpec } from '../ports/turns.ts'
import type { FileBlock } from '../ui/card.ts'
import { growingSummary, showDocument } from './document.ts'
import { showStructured } from './show-structured.ts'
import { readStructured } from './structured.ts'

/** Shows an answer in the form that its turn asks for. */
export interface Presented extends Pick<AnswerScreen, 'write'> {
  /** All of it; what belongs into a file is returned. */
  end(answer: string): readonly FileBlock[]
}

/** Of a document the summary grows on the screen, of data nothing is shown before it is complete. */
export function present(screen: AnswerScreen, spec: TurnSpec | undefined): Presented {
  if (spec?.output) return presentData(screen, spec.name, spec.output)
  if (spec?.document) return presentDocument(screen, spec.name, spec.document)
  return {
    write: text => screen.write(text),
    end(answer) {
      screen.write(answer)
      return []
    },
  }
}

function presentData(
  screen: AnswerScreen,
  name: string,
  output: NonNullable<TurnSpec['output']>,
): Presented {
  return {
    write() {},
    end(answer) {
      const read = readStructured(output, answer)
      if (read.kind === 'misfits') return []
      const { markdown, file } = showStructured(read.data, name)
      screen.write(markdown)
      return file ? [file] : []
    },
  }
}

function presentDocument(screen: AnswerScreen, name: string, when: 'long' | 'always'): Presented {
  return {
    write(text) {
      const summary = growingSummary(text)
      if (summary !== '') screen.write(summary)
    },
    end(answer) {
      const { text, file } = showDocument(answer, name, when)
      screen.write(text)
      return file ? [file] : []
    },
  }
}
