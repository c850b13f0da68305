import fc from 'fast-check'
import type { Block, Button, Card, MenuOption } from '../../../src/ui/card.ts'
import type { Form, FormField, FormSection } from '../../../src/ui/form.ts'

/** Whatever a command may put on a card or into a form, up to the limits that `src/ui` documents. */
const words = (max: number) =>
  fc.oneof(
    fc.string({ maxLength: Math.min(max, 200) }),
    fc.constantFrom('', ' ', '<!channel> & <@U12345678>', '**bold** `code`', '🦊'.repeat(20)),
    fc.integer({ min: 1, max }).map(length => 'x'.repeat(length)),
    fc.integer({ min: 1, max }).map(length => '🦊 & <'.repeat(length).slice(0, length)),
  )
const short = (max: number) => words(max).map(text => text.slice(0, max))

const button: fc.Arbitrary<Button> = fc.record(
  {
    label: short(200),
    action: short(60),
    value: short(75),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['label', 'action', 'value'] },
)

const option: fc.Arbitrary<MenuOption> = fc.record(
  { label: short(75), value: short(75), detail: short(75), selected: fc.boolean() },
  { requiredKeys: ['label', 'value'] },
)

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), markdown: words(20_000) }),
  fc.record({ kind: fc.constant('note' as const), markdown: words(4_000) }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: words(100), value: words(3_000) }), { maxLength: 25 }),
  }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(words(60), { maxLength: 3 }),
    rows: fc.array(fc.array(words(300), { maxLength: 4 }), { maxLength: 150 }),
  }),
  fc.record({
    kind: fc.constant('rows' as const),
    rows: fc.array(fc.record({ markdown: words(4_000), button }, { requiredKeys: ['markdown'] }), {
      maxLength: 60,
    }),
  }),
  fc.record({
    kind: fc.constant('buttons' as const),
    buttons: fc.array(button, { maxLength: 30 }),
  }),
  fc.record(
    {
      kind: fc.constant('menu' as const),
      action: short(60),
      value: short(60),
      placeholder: short(300),
      options: fc.array(option, { maxLength: 25 }),
      multiple: fc.boolean(),
    },
    { requiredKeys: ['kind', 'action', 'value', 'placeholder', 'options'] },
  ),
)

export const cards: fc.Arbitrary<Card> = fc.record({ blocks: fc.array(block, { maxLength: 30 }) })

const head = { label: short(45), hint: short(100), required: fc.boolean() }

const field = (id: string): fc.Arbitrary<FormField> =>
  fc.oneof(
    fc.record({
      ...head,
      id: fc.constant(id),
      kind: fc.constant('text' as const),
      multiline: fc.boolean(),
      maxLength: fc.integer({ min: 1, max: 3_000 }),
      initial: words(4_000),
    }),
    fc.record({
      ...head,
      id: fc.constant(id),
      kind: fc.constant('choice' as const),
      multiple: fc.boolean(),
      choices: fc.array(fc.record({ label: short(90), value: short(80), detail: short(90) }), {
        maxLength: 130,
      }),
      initial: fc.array(short(75), { maxLength: 3 }),
    }),
    fc.record({
      ...head,
      id: fc.constant(id),
      kind: fc.constant('pick' as const),
      of: fc.constantFrom('members' as const, 'channels' as const, 'groups' as const),
      multiple: fc.boolean(),
      initial: fc.array(fc.constantFrom('U12345678', 'C12345678'), { maxLength: 3 }),
    }),
  )

const section = (id: string): fc.Arbitrary<FormSection> =>
  fc.record({
    id: fc.constant(id),
    title: short(200),
    fields: fc
      .integer({ min: 0, max: 5 })
      .chain(count =>
        fc.tuple(...Array.from({ length: count }, (_, index) => field(`${id}-${index}`))),
      ),
  })

export const forms: fc.Arbitrary<Form> = fc.record({
  id: short(60).map(text => `form ${text}`),
  title: short(24),
  submitLabel: short(40),
  state: short(60),
  sections: fc
    .integer({ min: 0, max: 25 })
    .chain(count => fc.tuple(...Array.from({ length: count }, (_, index) => section(`s${index}`)))),
})
