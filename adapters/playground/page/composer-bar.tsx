import { useRef } from 'preact/hooks'
import { PlusIcon, SendIcon } from './icons.tsx'

export interface ComposerBarParts {
  readonly canSend: boolean
  attach(files: FileList | null): void
  startCommand(): void
  startMention(): void
  send(): void
}

export function ComposerBar(parts: ComposerBarParts) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <div class="composer-bar">
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={event => {
          parts.attach(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <Quiet label="Attach files" use={() => picker.current?.click()}>
        <PlusIcon />
      </Quiet>
      <Quiet label="Commands" use={parts.startCommand}>
        /
      </Quiet>
      <Quiet label="Mention somebody" use={parts.startMention}>
        @
      </Quiet>
      <span class="composer-hint" aria-hidden="true">
        <kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> new line
      </span>
      <button
        type="button"
        class="send"
        aria-label="Send"
        disabled={!parts.canSend}
        onClick={parts.send}
      >
        <SendIcon />
      </button>
    </div>
  )
}

interface QuietParts {
  readonly label: string
  readonly children: preact.ComponentChildren
  use(): void
}

const Quiet = ({ label, children, use }: QuietParts) => (
  <button type="button" class="quiet icon-only" aria-label={label} title={label} onClick={use}>
    {children}
  </button>
)
