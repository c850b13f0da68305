import type { WirePerson } from '../protocol.ts'
import { Mark } from './icons.tsx'

export const Avatar = ({ person, size = 34 }: { person: WirePerson; size?: number }) => (
  <span
    class={`avatar avatar-${person.role === 'bot' ? 'bot' : person.id}`}
    style={{ width: size, height: size, fontSize: size * 0.42 }}
    aria-hidden="true"
  >
    {person.role === 'bot' ? <Mark size={size * 0.6} /> : person.name.slice(0, 1)}
  </span>
)
