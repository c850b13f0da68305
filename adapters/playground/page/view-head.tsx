import { HashIcon, Mark } from './icons.tsx'

export interface ViewHeadParts {
  readonly name: string
  readonly isChannel: boolean
  readonly topic: string
}

export const ViewHead = ({ name, isChannel, topic }: ViewHeadParts) => (
  <header class="view-head">
    <h1>
      {isChannel ? <HashIcon /> : <Mark size={18} />}
      {name}
    </h1>
    <p>{topic}</p>
  </header>
)
