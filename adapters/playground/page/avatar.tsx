import type { WirePerson } from '../protocol.ts'
import { Mark } from './icons.tsx'

export const Avatar = ({ person, size = 34 }: { person: WirePerson; size?: number }) => (
  <span
    class={`avatar avatar-${person.role === 'bot' ? 'bot' : person.id}`}
    style={{ '--size': `${size}px` }}
    aria-hidden="true"
  >
    {person.role === 'bot' ? <Mark /> : person.name.slice(0, 1)}
  </span>
)
