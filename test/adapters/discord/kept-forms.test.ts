import { expect, it } from 'vitest'
import { createKeptForms } from '../../../adapters/discord/kept-forms.ts'
import type { Form } from '../../../src/ui/form.ts'

const form = (id: string): Form => ({
  ...{ id, title: 'A form', submitLabel: 'Save', state: 'x' },
  sections: [
    {
      ...{ id: 'main', title: 'Main' },
      fields: [
        {
          kind: 'text',
          id: 'zone',
          label: 'Zone',
          required: true,
          multiline: false,
          maxLength: 20,
        },
        {
          kind: 'pick',
          id: 'who',
          label: 'Who',
          of: 'members',
          required: false,
          multiple: true,
          initial: ['1'],
        },
      ],
    },
  ],
})

const typed = (id: string) => ({ form: id, state: 'x', values: { zone: ['Mars'], who: [] } })

it('keeps what was typed, for the one who typed it', () => {
  const kept = createKeptForms()
  kept.opened('ann', form('setup'))

  const name = kept.typed('ann', typed('setup')) ?? ''

  expect(kept.find('ann', name)?.sections[0]?.fields.map(({ initial }) => initial)).toEqual([
    'Mars',
    [],
  ])
  expect(kept.find('ben', name)).toBeUndefined()
})

it('keeps only the last one, and for a quarter of an hour', () => {
  let now = 0
  const kept = createKeptForms(() => now)
  kept.opened('ann', form('setup'))
  const first = kept.typed('ann', typed('setup')) ?? ''
  kept.opened('ann', form('other'))
  const second = kept.typed('ann', typed('other')) ?? ''

  expect(kept.find('ann', first)).toBeUndefined()
  expect(kept.find('ann', second)?.id).toBe('other')
  expect(kept.typed('ann', typed('setup'))).toBeUndefined()
  now += 15 * 60_000
  expect(kept.find('ann', second)).toBeUndefined()
})

it('keeps no secret', () => {
  const kept = createKeptForms()
  const field = { kind: 'text', id: 'key', label: 'Key', required: true, secret: true } as const
  const fields = [{ ...field, multiline: false, maxLength: 500 }]
  const asking = { ...form('key'), sections: [{ id: 'main', title: 'Main', fields }] }
  kept.opened('ann', asking)

  const name = kept.typed('ann', { form: 'key', state: 'x', values: { key: ['sk-4711'] } }) ?? ''

  expect(kept.find('ann', name)).toEqual(asking)
})
