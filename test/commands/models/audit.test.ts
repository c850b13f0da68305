import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('says that nothing was changed', async () => {
  const { ada } = await startBot()

  await ada.type('/models audit')

  expect(ada.last()).toBe('Nothing was changed yet.')
})

it('says who changed what, newest first, and turns its pages', async () => {
  const { ada } = await startBot()
  for (let amount = 1; amount <= 11; amount++) await ada.type(`/models budget ${amount}`)

  await ada.type('/models audit')
  expect(ada.last()).toMatch(/Page 1 of 2/)
  expect(ada.last()).toContain('**Ada** budget `$11.00`')
  await ada.press('Older →')

  expect(ada.last()).toContain('**Ada** budget `$1.00`')
})
