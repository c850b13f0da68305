import { expect, it } from 'vitest'
import { startBot } from '../support/start.ts'

it('answers only when mentioned from then on, and says so to all', async () => {
  const { ada, ben, idle, llm } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.say('!quiet', thread)
  await ben.say('are you there?', thread)
  await idle()

  expect(ada.last(thread)).toBe('I answer here only when mentioned now. `!listen` brings me back.')
  expect(llm.requests).toHaveLength(1)
  await ben.say('@switchboard are you there?', thread)
  await idle()
  expect(llm.requests).toHaveLength(2)
  expect(llm.lastQuestion()).toContain('Ben: are you there?\n\nBen: are you there?')
})

it.each(['!quiet', '!listen', '!quiet now'])(
  'tells only its caller why %s did not work',
  async typed => {
    const { ada, ben } = await startBot()
    const { thread } = await ben.say('lunch?')

    await ben.say(typed, thread)

    expect(ben.sees(thread)).toHaveLength(3)
    expect(ada.sees(thread)).toEqual(['lunch?', typed])
  },
)
