import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeBudgets } from './store/budgets.ts'
import { describeCatalog } from './store/catalog.ts'
import { describeChoices } from './store/choices.ts'
import { describeCosts } from './store/costs.ts'
import { describeDigests } from './store/digests.ts'
import { describeLedger } from './store/ledger.ts'
import { describePresets } from './store/presets.ts'
import { describePrompts } from './store/prompts.ts'
import { describeReceive } from './store/receive.ts'
import type { OpenStore } from './store/samples.ts'
import { describeThreads } from './store/threads.ts'
import { describeTurns } from './store/turns.ts'
import { describeWorkspaces } from './store/workspaces.ts'

/** What every store does. It is opened once; each test makes itself a workspace of its own. */
export function describeStore(name: string, open: () => Promise<OpenStore>): void {
  describe(name, () => {
    let opened: OpenStore
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened?.close())
    const get = () => opened

    it('answers', async () => {
      await expect(opened.store.ping()).resolves.toBeUndefined()
    })

    describe('workspaces', () => describeWorkspaces(get))
    describe('catalog', () => describeCatalog(get))
    describe('threads', () => describeThreads(get))
    describe('receiving', () => describeReceive(get))
    describe('turns', () => describeTurns(get))
    describe('ledger', () => describeLedger(get))
    describe('choices of models', () => describeChoices(get))
    describe('prompts', () => describePrompts(get))
    describe('a preset', () => describePresets(get))
    describe('costs', () => describeCosts(get))
    describe('a digest', () => describeDigests(get))
    describe('a budget', () => describeBudgets(get))
  })
}
