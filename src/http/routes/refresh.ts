import { z } from 'zod'
import { BotError } from '../../errors.ts'
import { refreshed } from '../../models/refresh.ts'
import type { RefreshChanges } from '../../ports/catalog.ts'
import { defineRoute } from '../define-route.ts'

/** Asks all providers what they offer. */
export const refresh = defineRoute({
  method: 'POST',
  path: '/api/llms/refresh',
  summary: 'Ask all providers for their models and prices',
  access: 'admin',
  answer: z.object({
    success: z.boolean().describe('Whether every provider’s list was read in full'),
    syncResults: z.object({
      added: z.int(),
      updated: z.int().describe('Described or priced anew, ending, gone or back'),
      failed: z.int().describe('Lists that could not be read, or not in full'),
      errors: z.array(z.string()),
    }),
    models: z.int().describe('How many there are now'),
    timestamp: z.iso.datetime(),
  }),
  async run({ refresher, catalog, clock }) {
    const { signal } = new AbortController()
    const step = await refreshed(refresher, { startedBy: 'api', signal })
    if (step?.kind !== 'ended') {
      throw new BotError('conflict', 'A refresh is running already. Ask again in a minute.')
    }
    const errors = step.fetches.flatMap(({ route, error }) => (error ? [`${route}: ${error}`] : []))
    return {
      success: errors.length === 0,
      syncResults: {
        added: step.changes.added.length,
        updated: changedIn(step.changes),
        failed: errors.length,
        errors,
      },
      models: catalog.all().length,
      timestamp: clock.now().toISOString(),
    }
  },
})

/** Models of which something changed, each once. */
const changedIn = ({ updated, repriced, deprecated, gone, back }: RefreshChanges): number =>
  new Set([...updated, ...gone, ...back, ...[...repriced, ...deprecated].map(({ id }) => id)]).size
