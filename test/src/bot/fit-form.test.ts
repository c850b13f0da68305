import fc from 'fast-check'
import { expect, it } from 'vitest'
import { problemsOfForm } from '../../../adapters/memory/index.ts'
import { fitSections, fits, joinValues, sectionsCard } from '../../../src/bot/fit-form.ts'
import type { ChoiceField, Form, FormField } from '../../../src/ui/form.ts'

const limits = { fields: 5, choices: 25 }

const choice = (id: string, count: number, multiple: boolean, chosen: number): ChoiceField => ({
  kind: 'choice',
  id,
  label: `Field ${id}`,
  required: false,
  multiple,
  choices: Array.from({ length: count }, (_, index) => ({
    label: `c${index}`,
    value: `c${index}`,
  })),
  initial: multiple
    ? Array.from({ length: chosen % count }, (_, index) => `c${(index * 7) % count}`).filter(
        (value, index, all) => all.indexOf(value) === index,
      )
    : [`c${chosen % count}`],
})

const toForm = (fields: readonly FormField[]): Form => ({
  id: 'f',
  title: 'A form',
  submitLabel: 'Save',
  state: '',
  sections: Array.from({ length: Math.ceil(fields.length / 5) }, (_, index) => ({
    id: `s${index}`,
    title: `Section ${index}`,
    fields: fields.slice(index * 5, index * 5 + 5),
  })),
})

const anyForm = fc
  .array(
    fc.record({
      count: fc.integer({ min: 1, max: 100 }),
      multiple: fc.boolean(),
      chosen: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map(list =>
    toForm(
      list.map(({ count, multiple, chosen }, index) =>
        choice(`field${index}`, count, multiple, chosen),
      ),
    ),
  )

const startOf = (fields: readonly FormField[]) =>
  Object.fromEntries(fields.map(field => [field.id, field.kind === 'choice' ? field.initial : []]))

it('cuts every form into sections that fit', () => {
  fc.assert(
    fc.property(anyForm, form => {
      for (const section of fitSections(form, limits)) {
        expect(problemsOfForm({ ...form, sections: [section] }, limits)).toEqual([])
      }
    }),
  )
})

it('changes nothing when each section is saved as it came', () => {
  fc.assert(
    fc.property(anyForm, form => {
      for (const section of fitSections(form, limits)) {
        const joined = joinValues(form, limits, startOf(section.fields))
        for (const [id, values] of Object.entries(joined)) {
          const field = form.sections.flatMap(({ fields }) => fields).find(one => one.id === id)
          const initial = field?.kind === 'choice' ? field.initial : []
          expect([...values].sort()).toEqual([...initial].sort())
        }
      }
    }),
  )
})

it('takes what was chosen in one part, and keeps the rest', () => {
  const field = choice('m', 60, true, 5)
  const form = toForm([field])

  const joined = joinValues(form, limits, { 'm#1': ['c30'] })

  const before = field.initial.filter(value => !/^c(2[5-9]|[34]\d)$/.test(value))
  expect(joined).toEqual({ m: [...before, 'c30'] })
})

it.each([
  [{ 'm#0': ['c3'], 'm#1': ['c30'] }, ['c30']],
  [{ 'm#0': [], 'm#1': ['c30'] }, ['c30']],
  [{ 'm#1': ['c30'] }, ['c30']],
  [{ 'm#0': ['c4'], 'm#1': [] }, ['c4']],
  [{ 'm#0': ['c3'], 'm#1': [] }, ['c3']],
  [{ 'm#0': [], 'm#1': [] }, []],
])('joins one choice of two menus: %j', (values, chosen) => {
  expect(joinValues(toForm([choice('m', 40, false, 3)]), limits, values)).toEqual({ m: chosen })
})

it('keeps a long label within its limit, with the number of the part', () => {
  const field = { ...choice('m', 40, false, 3), label: 'x'.repeat(45) }

  const labels = fitSections(toForm([field]), limits).flatMap(({ fields }) =>
    fields.map(({ label }) => label),
  )

  expect(labels).toEqual([`${'x'.repeat(39)} (1/2)`, `${'x'.repeat(39)} (2/2)`])
})

it('leaves alone what fits', () => {
  const form = toForm([choice('m', 25, true, 3)])

  expect(fits(form, limits)).toBe(true)
  expect(fits(toForm([choice('m', 26, true, 3)]), limits)).toBe(false)
  expect(fitSections(form, limits)).toEqual(form.sections)
})

it('is shown as one button per section', () => {
  const form = toForm(Array.from({ length: 7 }, (_, index) => choice(`f${index}`, 30, true, 1)))

  const [, , block] = sectionsCard(form, limits).blocks

  const buttons = block?.kind === 'buttons' ? block.buttons : []
  expect(buttons.map(({ label }) => label)).toEqual([
    'Section 0 (1/2)',
    'Section 0 (2/2)',
    'Section 1',
  ])
  expect(buttons[0]?.value).toBe('f|s0#0|')
})
