import { useEffect, useRef, useState } from 'preact/hooks'
import type { WireMessage } from '../protocol.ts'
import { editMessage } from './api.ts'

export function MessageEditor({ message, close }: { message: WireMessage; close(): void }) {
  const [text, setText] = useState(message.text)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(text.length, text.length)
  }, [])
  const save = (): void => {
    if (text.trim() !== '' && text !== message.text) editMessage(message.id, text)
    close()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    save()
  }
  return (
    <div class="editor">
      <textarea
        ref={field}
        class="field"
        aria-label="Edit message"
        rows={Math.min(8, text.split('\n').length + 1)}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="buttons">
        <button type="button" class="button primary" onClick={save}>
          Save
        </button>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </div>
    </div>
  )
}
