import { useEffect, useRef } from 'preact/hooks'
import type { CommandInfo, OptionInfo } from '../../../src/ui/command-info.ts'
import { toUsage } from './complete.ts'
import type { Completing } from './use-completion.ts'

export function CompletionList({ completion: parts }: { completion: Completing }) {
  const { id, isOpen, completion, items, active, accept, setActive } = parts
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  if (!isOpen || completion === undefined) return null
  return (
    <div class="completion">
      {completion.command && <Usage command={completion.command} option={completion.option} />}
      <div id={id} ref={list} role="listbox" aria-label="Suggestions" class="completion-list">
        {items.map((item, index) => (
          <div
            key={item.insert}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            data-active={index === active ? '' : undefined}
            class="completion-option"
            onMouseMove={() => setActive(index)}
            onMouseDown={event => {
              event.preventDefault()
              accept(item)
            }}
          >
            <span class={completion.kind === 'value' ? '' : 'completion-name'}>{item.label}</span>
            {item.usage && <span class="completion-usage">{item.usage}</span>}
            {item.isAdminOnly && <span class="badge">Admin</span>}
            {item.detail && <small>{item.detail}</small>}
          </div>
        ))}
      </div>
    </div>
  )
}

const Usage = ({ command, option }: { command: CommandInfo; option: OptionInfo | undefined }) => (
  <div class="usage">
    <div>
      <b>/{command.path}</b>
      {command.options.map(one => (
        <span class={one === option ? 'usage-now' : ''}> {toUsage(one)}</span>
      ))}
    </div>
    <small>{option ? option.label : command.summary}</small>
  </div>
)
