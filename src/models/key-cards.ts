import { shortTime } from '../money/window.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Button, buttons, type Card, card, note, rows, text } from '../ui/card.ts'
import type { Form } from '../ui/form.ts'
import { type KeyState, titleOf } from './key-states.ts'

type Zoned = Pick<Workspace, 'timeZone'>

/** Who set it and when; of the key itself no more than a fingerprint. */
function stateLine(state: KeyState, { timeZone }: Zoned): string {
  const { own, isUnreadable, hasEnvironment } = state
  if (!own) return hasEnvironment ? 'the environment’s key' : 'no key: its models are unavailable'
  const who = `set by ${own.setBy.name}, ${shortTime(own.setAt, timeZone)}`
  const line = `this workspace’s key, ${who}, fingerprint \`${own.fingerprint}\``
  return isUnreadable ? `${line}. **It cannot be decrypted: set it again.**` : line
}

export function keysCard(states: readonly KeyState[], workspace: Zoned): Card {
  const served = states.filter(({ own, hasEnvironment }) => own ?? hasEnvironment).length
  return card(
    text(`**${served} of ${states.length} providers have a key.**`),
    rows(
      ...states.map(state => ({
        markdown: `**${state.title}** · ${stateLine(state, workspace)}`,
        button: { label: 'Manage', action: 'keys.show', value: state.route },
      })),
    ),
    note(
      'A key of this workspace comes before the environment’s. It is asked for in a form only, stored encrypted, and never shown again.',
    ),
  )
}

/** @param remark what was just done */
export function keyCard(state: KeyState, workspace: Zoned, remark?: string): Card {
  const { own, route, title, hasEnvironment } = state
  const set: Button = {
    label: own ? 'Replace' : 'Set a key',
    action: 'keys.set',
    value: route,
    style: 'primary',
  }
  const test: Button = { label: 'Test', action: 'keys.test', value: route }
  const remove: Button = { label: 'Remove', action: 'keys.remove', value: route, style: 'danger' }
  return card(
    remark === undefined ? undefined : text(`**${remark}**`),
    text(`**${title}**: ${stateLine(state, workspace)}.`),
    buttons(set, ...((own ?? hasEnvironment) ? [test] : []), ...(own ? [remove] : [])),
  )
}

export const LONGEST_KEY = 500

export const keyForm = (route: string): Form => ({
  id: 'models.key',
  title: `${titleOf(route)} key`.slice(0, 24),
  submitLabel: 'Save',
  state: route,
  sections: [
    {
      id: 'key',
      title: 'Key',
      fields: [
        {
          kind: 'text',
          id: 'key',
          label: 'API key',
          hint: 'Stored encrypted, for this workspace only; nobody sees it again.',
          required: true,
          multiline: false,
          maxLength: LONGEST_KEY,
          secret: true,
        },
      ],
    },
  ],
})
