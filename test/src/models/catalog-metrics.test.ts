import { expect, it } from 'vitest'
import { createMetrics } from '../../../adapters/http/index.ts'
import { toModel } from '../../../adapters/memory/index.ts'
import { BotError } from '../../../src/errors.ts'
import { someModels, startBot } from '../../support/start.ts'

it('says how the catalog stands, how refreshes went, and how often nobody was found', async () => {
  const metrics = createMetrics()
  const ending = { ...toModel('x-ai/old'), deprecatedOn: '2027-01-01' }
  const { ada, llm } = await startBot({ metrics })
  await ada.type('/models refresh')
  llm.offers([...someModels, ending])
  await ada.type('/models refresh')
  llm.offers(new BotError('model-timeout', 'too slow'))
  await ada.type('/models refresh')

  await ada.type('/models info nothing-like-it')

  const lines = (await metrics.text()).split('\n')
  expect(lines).toContain('switchboard_catalog_models{provider="x-ai",status="deprecated"} 1')
  expect(lines).toContain('switchboard_catalog_models{provider="openai",status="active"} 2')
  expect(lines).toContain('switchboard_catalog_refreshes_total{outcome="ok"} 2')
  expect(lines).toContain('switchboard_catalog_refreshes_total{outcome="failed"} 1')
  expect(lines).toContain('switchboard_model_lookups_failed_total 1')
  expect(lines.join('\n')).toMatch(/^switchboard_catalog_age_seconds -?\d/m)
})
