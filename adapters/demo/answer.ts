import type { ChatMessage } from '../../src/ports/llm.ts'

const LABEL =
  '_This is the demo model: it answers without a provider. Add a key to ask a real one._'

/** Deterministic: made from the question and the number of messages before it. */
export function answerTo(messages: readonly ChatMessage[], model: string): string {
  const asked = messages.findLast(({ role }) => role === 'user')?.text ?? ''
  // the bot puts the name of who speaks before what they say
  const question = asked.replace(/^[^:\n]{1,60}: /, '')
  const earlier = messages.filter(({ role }) => role === 'assistant').length
  const parts = [
    LABEL,
    `You asked: “${firstLine(question)}”`,
    earlier > 0
      ? `I remember ${earlier} earlier ${earlier === 1 ? 'answer' : 'answers'} in this thread.`
      : 'This is the first question in this thread.',
    model === 'thorough'
      ? thorough(question)
      : 'A real model would answer here, briefly and to the point.',
  ]
  return parts.join('\n\n')
}

const firstLine = (question: string): string => {
  const [line = ''] = question.trim().split('\n')
  return line.length > 120 ? `${line.slice(0, 119)}…` : line
}

function thorough(question: string): string {
  const words = question.trim().split(/\s+/).filter(Boolean).length
  return `A thorough answer would look at it from several sides:

| Side | What it says |
| --- | --- |
| Length | ${words} ${words === 1 ? 'word' : 'words'}, ${[...question].length} characters |
| Form | ${question.trim().endsWith('?') ? 'a question' : 'a statement'} |

\`\`\`ts
const words = question.split(/\\s+/).length // ${words}
\`\`\`

Switch this thread to another model in the menu below, or with \`/model\`.`
}
