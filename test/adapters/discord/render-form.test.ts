import { describe, expect, it } from 'vitest'
import { fromModalId } from '../../../adapters/discord/custom-id.ts'
import { toDiscordModal } from '../../../adapters/discord/render-form.ts'
import type { Form, FormField } from '../../../src/ui/form.ts'
import { checkModal } from '../../support/discord/check-modal.ts'
import { createForm } from '../../support/discord/form.ts'

type Json = Record<string, unknown>
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

const head = { label: 'A label', required: true }

const formOf = (...fields: FormField[]): Form => ({
  id: 'models-setup',
  title: 'Set up',
  submitLabel: 'Save',
  state: 'a:b',
  sections: [{ id: 's', title: 'S', fields }],
})

describe('a form', () => {
  it('is a modal of labelled fields', () => {
    const modal = toDiscordModal(
      formOf(
        {
          ...head,
          kind: 'text',
          id: 'text',
          hint: 'Help',
          initial: 'x',
          multiline: true,
          maxLength: 3000,
        },
        {
          kind: 'choice',
          id: 'choice',
          label: 'Choices',
          required: false,
          multiple: true,
          initial: ['b', 'gone'],
          choices: [
            { label: 'A', value: 'a', detail: 'first' },
            { label: 'B', value: 'b' },
          ],
        },
        { ...head, kind: 'pick', id: 'roles', of: 'groups', multiple: true, initial: ['1'] },
        {
          ...head,
          kind: 'pick',
          id: 'where',
          of: 'channels',
          multiple: false,
          initial: ['2', '3'],
        },
      ),
    )
    const form = createForm()
    checkModal(form, asJson(modal))
    form.finish()

    expect(asJson(modal)).toMatchObject({
      custom_id: 'models-setup:a:b',
      title: 'Set up',
      components: [
        {
          type: 18,
          description: 'Help',
          component: { type: 4, style: 2, value: 'x', max_length: 3000 },
        },
        {
          component: {
            type: 3,
            required: false,
            min_values: 0,
            max_values: 2,
            options: [{ description: 'first' }, { default: true }],
          },
        },
        { component: { type: 6, max_values: 25, default_values: [{ id: '1', type: 'role' }] } },
        { component: { type: 8, max_values: 1, default_values: [{ id: '2', type: 'channel' }] } },
      ],
    })
    expect(fromModalId('models-setup:a:b')).toEqual({ form: 'models-setup', state: 'a:b' })
  })
})
