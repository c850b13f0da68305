import { toPlainText } from '../../src/markdown/plain.ts'
import { createSplitter } from '../../src/markdown/split-markdown.ts'
import { withBlockIds } from './action-id.ts'
import type { Target, Writer } from './answer.ts'
import { retryAfterMs, slackCode } from './errors.ts'
import type { Json } from './json.ts'
import { limits } from './limits.ts'
import type { Posted } from './post.ts'
import type { Rendered } from './render.ts'
import { prefixOf, type Segment } from './segment.ts'
import { escapeText } from './to-mrkdwn.ts'

/** One message of the answer, as Slack has it. */
interface Shown {
  readonly posted: Posted
  readonly text: string
}

/** Writes with `chat.postMessage` and edits with `chat.update`, from where a stream left off. */
export function createEditedAnswer(target: Target, from: Segment): Writer {
  const prefix = prefixOf(from)
  const splitter = createSplitter({ maxLength: limits.updateText })
  const closed: string[] = []
  const shown: Shown[] = []
  let open = ''
  let taken = ''

  function take(raw: string): void {
    const text = raw.slice(from.sent)
    const whole = text === '' ? '' : prefix + text
    const split = splitter.push(whole.slice(taken.length))
    taken = whole
    closed.push(...split.closed)
    open = split.open
  }

  const partsNow = () => (open === '' ? closed : [...closed, open])

  /** An edit that has to wait is left out: the next one says more. */
  async function update({ posted }: Shown, content: Rendered, isFinal: boolean): Promise<boolean> {
    const args = { ...posted, ...content }
    try {
      if (isFinal) await target.api.call('chat.update', args)
      else await target.api.callWithin(0, 'chat.update', args)
      return true
    } catch (error) {
      if (!isFinal && retryAfterMs(error) !== undefined) return false
      if (slackCode(error) !== 'message_not_found') throw error
      await post(content)
      return true
    }
  }

  async function post(content: Rendered): Promise<Posted> {
    const posted = await target.poster.postRendered(target.place, content, target.mark)
    target.onPosted(posted.ts)
    return posted
  }

  async function show(index: number, text: string, footer: readonly Json[] | undefined) {
    const before = shown[index]
    if (before?.text === text && !footer) return
    const content = toContent(text, footer ?? [])
    if (!before) shown[index] = { posted: await post(content), text }
    else if (await update(before, content, footer !== undefined)) {
      shown[index] = { posted: before.posted, text }
    }
  }

  /** An edit before may have been left out. */
  async function showForGood(index: number, text: string, footer: readonly Json[]): Promise<void> {
    const isCurrent = shown[index]?.text === text && footer.length === 0
    if (!isCurrent) await show(index, text, footer)
  }

  return {
    gapMs: () => 1_200,
    async flush(raw) {
      take(raw)
      for (const [index, text] of partsNow().entries()) await show(index, text, undefined)
    },
    async end(raw, footer) {
      take(raw)
      const parts = partsNow()
      if (parts.length === 0) await post(footer)
      for (const [index, text] of parts.entries()) {
        await showForGood(index, text, index === parts.length - 1 ? footer.blocks : [])
      }
    },
  }
}

function toContent(text: string, footer: readonly Json[]): Rendered {
  const [block] = withBlockIds([{ type: 'markdown', text }], true)
  return {
    text: escapeText(toPlainText(text)) || '…',
    blocks: [...(block ? [block] : []), ...footer],
  }
}
