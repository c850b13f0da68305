import type { Spot } from '../protocol.ts'
import { sendCommand, sendMessage } from './api.ts'
import { Mark } from './icons.tsx'
import { go } from './route.ts'

interface Example {
  readonly typed: string
  readonly hint: string
}

const examples: readonly Example[] = [
  {
    typed: '@Switchboard explain prompt caching in two sentences',
    hint: 'Ask: the answer grows in a thread',
  },
  { typed: '/model', hint: 'Pick the model that answers' },
  { typed: '/models list', hint: 'See what your team may use' },
]

/** What a first visitor sees: two lines, and three things to press. */
export function Welcome({ spot, isDirect }: { spot: Spot; isDirect: boolean }) {
  const start = async ({ typed }: Example): Promise<void> => {
    if (typed.startsWith('/')) return void (await sendCommand(spot, typed))
    const text = isDirect ? typed.replace('@Switchboard ', '') : typed
    const sent = await sendMessage(spot, { text, files: [] })
    if (sent && !isDirect) {
      go({ view: 'channel', channelId: spot.channelId, threadId: sent.id })
    }
  }
  return (
    <div class="welcome">
      <span class="welcome-mark">
        <Mark size={30} />
      </span>
      <h2>{isDirect ? 'Just you and Switchboard' : 'Many models, one conversation'}</h2>
      <p>
        {isDirect
          ? 'Ask anything: every message is answered right here, and nobody else sees it.'
          : 'Mention @Switchboard and it answers in a thread; commands pick the model and show what it costs.'}
      </p>
      <ul class="examples">
        {examples.map(example => (
          <li key={example.typed}>
            <button type="button" onClick={() => start(example)}>
              <code>{isDirect ? example.typed.replace('@Switchboard ', '') : example.typed}</code>
              <small>{example.hint}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const Quiet = ({ name }: { name: string }) => (
  <div class="welcome quiet-place">
    <h2>#{name} is quiet</h2>
    <p>Mention @Switchboard to start a thread, or type / for commands.</p>
  </div>
)
