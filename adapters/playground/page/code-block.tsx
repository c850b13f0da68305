import { useState } from 'preact/hooks'
import { highlight } from './highlight.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'

export function CodeBlock({ code, language }: { code: string; language: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }
  return (
    <div class="code-block">
      <div class="code-head">
        <span>{language || 'text'}</span>
        <button type="button" class="quiet small" onClick={copy}>
          {isCopied ? <CheckIcon /> : <CopyIcon />}
          <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keyboard */}
      <pre tabIndex={0}>
        <code>{highlight(code, language)}</code>
      </pre>
    </div>
  )
}
