import { expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../../src/bot/index.ts'
import type { CatalogModel } from '../../../src/ports/catalog.ts'
import { say } from '../../../src/ui/card.ts'
import { startBot } from '../../support/start.ts'

/** Asks every enabled model the same. */
const askAll = defineCommand({
  path: 'askall',
  summary: 'Ask every model',
  who: 'member',
  options: z.object({}),
  async run({ calls, workspace, workspaces, actor, place }) {
    const { signal } = new AbortController()
    const asked = workspaces.enabledModels(workspace).map(({ model }: { model: CatalogModel }) => ({
      workspace,
      model,
      messages: [{ role: 'user' as const, text: 'Which of you is cheaper?' }],
      purpose: 'comparison',
      memberId: actor.id,
      channelId: place.channelId,
      maxOutputTokens: 500,
      signal,
    }))
    const results = await calls.askAll(asked, signal)
    return say(results.map(({ text }) => text).join(' and '))
  },
})

it('asks all of them, each on the ledger', async () => {
  const { ben, llm, rows } = await startBot({ commands: [askAll] })
  llm.next('I am')
  llm.next('no, I')

  await ben.type('/askall')

  expect(ben.last({ channelId: 'general' })).toBe('I am and no, I')
  expect(rows('SELECT purpose, modelServed FROM LedgerEntry ORDER BY modelServed')).toEqual([
    { purpose: 'comparison', modelServed: 'openai/gpt-4o-mini' },
    { purpose: 'comparison', modelServed: 'openai/gpt-5' },
  ])
  expect(rows('SELECT id FROM Hold')).toEqual([])
})

it('asks none where a budget has no room for all', async () => {
  const { ada, ben, llm, rows } = await startBot({ commands: [askAll] })
  // room for the one, not for both
  await ada.type('/models budget 0.0011')

  await ben.type('/askall')

  expect(llm.requests).toEqual([])
  expect(rows('SELECT id FROM Hold')).toEqual([])
  expect(ben.last({ channelId: 'general' })).toContain('budget')
})
