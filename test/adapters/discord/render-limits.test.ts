import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromCustomId } from '../../../adapters/discord/custom-id.ts'
import { toDiscordMessage } from '../../../adapters/discord/render.ts'
import {
  type Block,
  type Button,
  buttons,
  type Card,
  card,
  facts,
  type MenuBlock,
  note,
  rows,
  table,
  text,
} from '../../../src/ui/card.ts'
import { checkMessage } from '../../support/discord/check-message.ts'

type Json = Record<string, unknown>

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json
const rendered = (shown: Card) => asJson(toDiscordMessage(shown))
const check = (body: Json) => checkMessage({ body, files: [], kept: [], isV2: true, prefix: '' })

function everything(component: unknown): Json[] {
  if (Array.isArray(component)) return component.flatMap(everything)
  if (typeof component !== 'object' || component === null) return []
  const { components, accessory } = component as Json
  return [component as Json, ...everything(components), ...everything(accessory)]
}

const label = fc.string({ unit: 'grapheme', maxLength: 90 })
const markdown = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.lorem({ maxCount: 400 }),
  fc.constant('```\ncode\n'.repeat(200)),
)
const id = fc.stringMatching(/^[a-z-]{1,15}$/)
const anyButton: fc.Arbitrary<Button> = fc.record({
  label,
  action: id,
  value: fc.string({ unit: 'grapheme-ascii', maxLength: 75 }),
})
const anyOption = fc.record({
  label: fc.string({ maxLength: 75 }),
  value: fc.string({ minLength: 1, maxLength: 75 }),
  detail: fc.string({ maxLength: 75 }),
  selected: fc.boolean(),
})
const anyMenu: fc.Arbitrary<MenuBlock> = fc.record({
  kind: fc.constant('menu' as const),
  action: id,
  value: fc.string({ maxLength: 60 }),
  placeholder: label,
  options: fc.array(anyOption, { maxLength: 25 }),
  multiple: fc.boolean(),
})
const anyRow = fc.oneof(fc.record({ markdown }), fc.record({ markdown, button: anyButton }))
const cells = fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 3 }))
const block: fc.Arbitrary<Block> = fc.oneof(
  markdown.map(text),
  markdown.map(note),
  fc.dictionary(label, label, { maxKeys: 8 }).map(facts),
  cells.map(body => table(['One', 'Two', 'Three'], body)),
  fc.array(anyRow, { maxLength: 30 }).map(list => rows(...list)),
  fc.array(anyButton, { maxLength: 8 }).map(list => buttons(...list)),
  anyMenu,
)

describe('any card', () => {
  it('keeps to Discord’s limits', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 9 }), blocks => {
        const body = rendered({ blocks })
        check(body)
        const all = everything(body['components'])
        const written = all.flatMap(({ type, content }) => (type === 10 ? [String(content)] : []))
        expect(all.length).toBeLessThanOrEqual(40)
        expect(written.join('').length).toBeLessThanOrEqual(4000)
        expect(written.every(part => part.trim() !== '')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('gives back what its controls mean', () => {
    fc.assert(
      fc.property(fc.array(anyButton, { minLength: 1, maxLength: 5 }), list => {
        const all = everything(rendered(card(buttons(...list)))['components'])
        const ids = all.flatMap(({ custom_id }) => custom_id ?? [])
        const meant = ids.map(each => fromCustomId(String(each)))
        expect(meant).toEqual(list.map(({ action, value }) => ({ kind: 'button', action, value })))
      }),
    )
  })
})
