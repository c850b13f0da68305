import { expect, it } from 'vitest'
import { mentionsBot, opensWithOther, withoutBot } from '../../../adapters/playground/receive.ts'

it.each([
  ['@Switchboard explain this', true, 'explain this'],
  ['hey @switchboard, explain', true, 'hey explain'],
  ['explain (@Switchboard)', true, 'explain ()'],
  ['mail me@switchboard now', false, 'mail me@switchboard now'],
  ['@Switchboards are old', false, '@Switchboards are old'],
  ['ask @Ada about it', false, 'ask @Ada about it'],
])('“%s” mentions the bot: %s, and says “%s”', (text, isMentioned, said) => {
  expect([mentionsBot(text), withoutBot(text)]).toEqual([isMentioned, said])
})

it.each([
  ['@Ada can you look?', true],
  ['  @ben: here', true],
  ['@Adam is somebody else', false],
  ['ask @Ada', false],
  ['@Switchboard hello', false],
])('“%s” opens with another person: %s', (text, isOther) => {
  expect(opensWithOther(text)).toBe(isOther)
})
