import type { ActionPress, Invocation } from '../ports/chat.ts'
import type { Button } from '../ui/card.ts'

/** The button `run` carries a command line. */
export function toInvocation({ id, value, actor, place }: ActionPress): Invocation {
  const [command = '', line = ''] = value.split('|')
  return { id, command, input: { kind: 'line', line }, actor, place }
}

/** A button that runs a command as if it were typed. */
export const runButton = (label: string, command: string, line = ''): Button => ({
  label,
  action: 'run',
  value: line ? `${command}|${line}` : command,
})
