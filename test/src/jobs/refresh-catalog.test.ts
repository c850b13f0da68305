import { pino } from 'pino'
import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import type { JobParts } from '../../../src/jobs/define-job.ts'
import followCatalog from '../../../src/jobs/follow-catalog.ts'
import { refreshCatalog } from '../../../src/jobs/refresh-catalog.ts'
import { type Bot, type Process, someModels, startBot } from '../../support/start.ts'

const { signal } = new AbortController()
const job = refreshCatalog('0 0 * * *', signal)

const partsOf = ({ store, clock, chat }: Bot, process: Process): JobParts => ({
  ...{ ...process, store, clock, chatOf: () => chat, log: pino({ level: 'silent' }) },
})

it('happens once for all processes, and the others learn what it found', async () => {
  const bot = await startBot()
  const other = await bot.another({ isAlone: false })
  const processes = [bot, other].map(process => partsOf(bot, process))
  bot.llm.offers([...someModels, toModel('openai/gpt-6')])

  await Promise.all(processes.map(parts => job.run(parts)))

  expect(bot.rows('SELECT startedBy FROM Refresh')).toEqual([{ startedBy: 'timetable' }])
  await Promise.all(processes.map(parts => followCatalog.run(parts)))
  for (const { catalog } of processes) expect(catalog.find('openai/gpt-6')).toBeDefined()
})

it('happens again at the next occurrence', async () => {
  const bot = await startBot()
  const parts = partsOf(bot, bot)
  await job.run(parts)
  await job.run(parts)

  bot.clock.advance(86_400_000)
  await job.run(parts)

  expect(bot.rows('SELECT id FROM Refresh')).toHaveLength(2)
})
