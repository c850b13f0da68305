import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

const general = { channelId: 'general' }

const open = async () => {
  const bot = await startBot()
  await bot.ada.type('/models params gpt-5')
  await bot.ada.press('Change')
  return bot
}

it('shows how a model is asked', async () => {
  const { ada } = await startBot()

  await ada.type('/models params gpt-5')

  expect(ada.last()).toContain('**GPT-5** is asked as the workspace says.')
  expect(ada.last()).toContain('4096 tokens')
  expect(ada.last()).toContain('openai/gpt-4o-mini')
})

it('asks the model in its own way from the next question on', async () => {
  const { ada, ben, llm, idle } = await open()

  await ada.fill({
    temperature: ['0.2'],
    maxOutputTokens: ['500'],
    systemPrompt: ['Answer in rhyme.'],
  })
  await ben.say('@switchboard hello')
  await idle()

  expect(ada.last(general)).toContain('is asked in its own way')
  const [request] = llm.requests
  expect(request).toMatchObject({ temperature: 0.2, maxOutputTokens: 500 })
  expect(request?.messages[0]?.text).toContain('Answer in rhyme.')
})

it('leaves other models alone, and goes back to the workspace’s settings when emptied', async () => {
  const { ada, ben, llm, idle } = await open()
  await ada.fill({
    temperature: ['0.2'],
    maxOutputTokens: ['500'],
    systemPrompt: ['Answer in rhyme.'],
  })

  const { thread } = await ben.say('@switchboard hello')
  await ben.say('!model gpt-4o-mini', thread)
  await ben.say('and again', thread)
  await idle()
  expect(llm.requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([500, 4096])

  await ada.type('/models params gpt-5')
  await ada.press('Change')
  await ada.fill({ temperature: [], maxOutputTokens: [], systemPrompt: [] })
  expect(ada.last(general)).toContain('is asked as the workspace says')
})

it.each([
  [{ temperature: ['3'] }, 'The temperature is a number from 0 to 2.'],
  [{ temperature: ['warm'] }, 'The temperature is a number from 0 to 2.'],
  [{ maxOutputTokens: ['-5'] }, 'The longest answer is a number of tokens.'],
  [{ maxOutputTokens: ['20000'] }, 'GPT-5 answers with at most 16000 tokens.'],
])('refuses %o, beside the field', async (values, sentence) => {
  const { ada, rows } = await open()

  await ada.fill(values)

  expect(JSON.stringify(ada.dialog()?.errors ?? ada.last())).toContain(sentence)
  expect(rows('SELECT modelId FROM Enabled WHERE maxOutputTokens IS NOT NULL')).toEqual([])
})
