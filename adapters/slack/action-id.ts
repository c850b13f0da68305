import { createHash } from 'node:crypto'
import type { Json } from './json.ts'
import { limits } from './limits.ts'

/** Unique in its message, and it carries the action and, for a menu, its value: `3|model.pick|thread-7`. */
export function toActionId(index: number, action: string, value = ''): string {
  const name = action.slice(0, 80).replaceAll('%', '%25').replaceAll('|', '%7C')
  return `${index}|${name}|${value}`.slice(0, limits.id)
}

export function fromActionId(actionId: string): { action: string; value: string } | undefined {
  const match = /^\d+\|([^|]*)\|([\s\S]*)$/.exec(actionId)
  if (!match) return undefined
  return {
    action: (match[1] ?? '').replaceAll('%7C', '|').replaceAll('%25', '%'),
    value: match[2] ?? '',
  }
}

const answerPrefix = 'answer'

/** Slack keeps what was chosen in a block of the same id, so a block that changed gets another one. */
export function withBlockIds(blocks: readonly Json[], isAnswer: boolean): Json[] {
  const prefix = isAnswer ? answerPrefix : 'card'
  return blocks.map((block, index) => {
    const hash = createHash('sha256').update(JSON.stringify(block)).digest('hex').slice(0, 10)
    return { ...block, block_id: `${prefix}-${index}-${hash}` }
  })
}

/** What stands under an answer: replacing the message would take the answer away. */
export const isUnderAnswer = (blockId: string): boolean => blockId.startsWith(`${answerPrefix}-`)
