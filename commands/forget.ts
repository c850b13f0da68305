import { z } from 'zod'
import { defineCommand } from '../src/bot/index.ts'
import { buttons, card, note, say, text } from '../src/ui/card.ts'

export default defineCommand({
  path: 'forget',
  summary: 'Delete your messages from my memory',
  who: 'anyone',
  options: z.object({}),
  run: () =>
    card(
      text('**Delete all your messages in this workspace from my memory?**'),
      note(
        'The messages in the chat stay. What calls cost stays too, as figures only. There is no undo.',
      ),
      buttons({ label: 'Delete them', action: 'forget.confirm', value: '', style: 'danger' }),
    ),
  actions: {
    'forget.confirm': {
      kind: 'replace',
      who: 'anyone',
      async run({ store, workspace, actor, clock }) {
        const count = await store.threads.forget(workspace.id, actor.id, clock.now())
        return say(
          count === 0
            ? 'I remembered nothing of yours.'
            : `Done: I forgot ${count} ${count === 1 ? 'message' : 'messages'} of yours.`,
        )
      },
    },
  },
})
