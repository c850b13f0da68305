import { useEffect, useRef, useState } from 'preact/hooks'
import type { Spot } from '../protocol.ts'
import { type Draft, sendCommand, sendMessage } from './api.ts'
import { CompletionList } from './completion-list.tsx'
import { ComposerBar } from './composer-bar.tsx'
import { FileList } from './file-list.tsx'
import { world } from './state.ts'
import { useCompletion } from './use-completion.ts'
import { useFiles } from './use-files.ts'

export interface ComposerParts {
  readonly spot: Spot
  readonly placeholder: string
  readonly hasFocus: boolean
  /** After a message was sent. */
  readonly sent?: (id: string, text: string) => void
  /** Arrow up in an empty box. */
  readonly editLast?: () => void
}

/** What was typed and not sent, per person and place, as long as the page lives. */
const drafts = new Map<string, string>()

export function Composer({ spot, placeholder, hasFocus, sent, editLast }: ComposerParts) {
  const draftKey = `${world.get()?.me.id} ${spot.channelId} ${spot.threadId ?? ''}`
  const [text, setText] = useState(drafts.get(draftKey) ?? '')
  const { files, setFiles, attach, remove, isDropping, target } = useFiles()
  const field = useRef<HTMLTextAreaElement>(null)

  const change = (next: string): void => {
    drafts.set(draftKey, next)
    setText(next)
  }
  const write = (next: string, caret = next.length): void => {
    change(next)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(caret, caret)
    })
  }
  const completion = useCompletion({ spot, text, field, write })
  useGrowing(field, text)
  useEffect(() => {
    if (hasFocus && matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [draftKey])

  const canSend = text.trim() !== '' || files.length > 0
  const send = async (): Promise<void> => {
    if (!canSend) return
    const draft: Draft = { text: text.trim(), files }
    write('')
    setFiles([])
    const delivered = await deliver(spot, draft)
    if (delivered?.id !== undefined) sent?.(delivered.id, draft.text)
    if (delivered !== undefined) return
    write(draft.text)
    setFiles(files)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || completion.onKeyDown(event)) return
    const action = keyAction(event, text)
    if (action === undefined) return
    event.preventDefault()
    if (action === 'send') send()
    else editLast?.()
  }

  return (
    <div class={`composer ${isDropping ? 'dropping' : ''}`} {...target}>
      <CompletionList completion={completion} />
      <FileList files={files} remove={remove} />
      <textarea
        ref={field}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        {...completion.field}
        onInput={event => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={event => {
          if (event.clipboardData?.files.length) attach(event.clipboardData.files)
        }}
      />
      <ComposerBar
        canSend={canSend}
        attach={attach}
        startCommand={() => write('/')}
        startMention={() => write(`${text.trimEnd()}${text.trim() === '' ? '' : ' '}@`)}
        send={send}
      />
    </div>
  )
}

/** What begins with a slash is a command, unless files come with it. */
async function deliver(spot: Spot, draft: Draft): Promise<{ id?: string } | undefined> {
  if (!draft.text.startsWith('/') || draft.files.length > 0) return sendMessage(spot, draft)
  const reply = await sendCommand(spot, draft.text)
  return reply && {}
}

function keyAction(event: KeyboardEvent, text: string): 'send' | 'edit' | undefined {
  if (event.key === 'Enter' && !event.shiftKey) return 'send'
  return event.key === 'ArrowUp' && text === '' ? 'edit' : undefined
}

function useGrowing(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useEffect(() => {
    const box = field.current
    if (box === null) return
    box.style.height = 'auto'
    box.style.height = `${Math.min(box.scrollHeight, 220)}px`
  }, [text])
}
