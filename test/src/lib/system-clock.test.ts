import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/lib/system-clock.ts'

describe('sleep', () => {
  it('lasts as long as asked', async () => {
    const before = performance.now()

    await systemClock.sleep(20)

    expect(performance.now() - before).toBeGreaterThanOrEqual(18)
  })

  it.each<[string, (controller: AbortController) => void]>([
    ['before it begins', controller => controller.abort()],
    ['in the middle', controller => setImmediate(() => controller.abort())],
  ])('ends early, without rejecting, when it is given up %s', async (_name, giveUp) => {
    const controller = new AbortController()
    giveUp(controller)

    await expect(systemClock.sleep(60_000, controller.signal)).resolves.toBeUndefined()
  })
})

it('tells the time', () => {
  expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1000)
})
