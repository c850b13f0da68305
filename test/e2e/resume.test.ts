import { describe, expect, it } from 'vitest'
import { engines, postgres } from '../support/database.ts'
import { countIn, platforms, type Rig, until, withRig } from '../support/rig.ts'
import type { Team, Thread } from '../support/team/team.ts'

const sonnet = 'anthropic/claude-sonnet-4.5'
const story = 'Once upon a time there was a lighthouse. It shone for years. And that is THE END.'
const usage = { promptTokens: 1000, cachedTokens: 200, completionTokens: 50 }
/** 800 × $3, 200 × $0.30 and 50 × $15 per million tokens, in nano-USD. */
const storyCost = 800n * 3000n + 200n * 300n + 50n * 15_000n

const setups = platforms.flatMap(platform =>
  engines.map(engine => ({ ...platform, engine, title: `${platform.name} and ${engine.name}` })),
)

const nano = (value: unknown): bigint => BigInt(String(value))

/** What is asked in a thread is written halfway, until the test goes on. */
async function writeHalf(rig: Rig, thread: Thread, question: string): Promise<void> {
  const { team, provider, database } = rig
  provider.next({ text: story, chunkSize: 20, stallMidStream: 2 })
  team.say(thread, question)
  await team.waitFor(() => countIn(team, thread, 'Once upon') === 1, 'half a story')
  await until(async () => {
    const turns = await database.query(`SELECT "postedRefs" FROM "Turn" WHERE "state" = 'running'`)
    return turns.some(({ postedRefs }) => JSON.stringify(postedRefs).length > 4)
  }, 'the messages to be noted')
}

/** Nobody renews the lease of a process that died; half a minute later it is over. */
async function endLease({ database }: Rig): Promise<void> {
  await database.query(
    `UPDATE "Turn" SET "leaseUntil" = now() - interval '1 minute' WHERE "state" = 'running'`,
  )
}

async function statesOf({ database }: Rig): Promise<readonly unknown[]> {
  const turns = await database.query('SELECT "state" FROM "Turn" ORDER BY "createdAt"')
  return turns.map(({ state }) => state)
}

async function checkLedger(rig: Rig): Promise<void> {
  const entries = await rig.ledger()
  expect(entries).toMatchObject([
    { modelAsked: 'openai/gpt-5', outcome: 'ok', attempt: 1 },
    { modelAsked: sonnet, outcome: 'ok', attempt: 1 },
    { modelAsked: sonnet, outcome: 'interrupted' },
    { modelAsked: sonnet, outcome: 'ok', inputTokens: 1000, cacheReadTokens: 200 },
  ])
  const [, , broken, whole] = entries
  expect(Boolean(broken?.['isEstimated'])).toBe(true)
  expect(nano(broken?.['costNano'])).toBe(
    nano(broken?.['inputTokens']) * 3000n + nano(broken?.['outputTokens']) * 15_000n,
  )
  expect(nano(whole?.['costNano'])).toBe(storyCost)
  expect(await rig.database.query('SELECT * FROM "Hold"')).toEqual([])
  expect(await statesOf(rig)).toEqual(['answered', 'answered', 'answered'])
}

describe.each(setups)('With $title', ({ start, engine }) => {
  it('a thread keeps its model and gets each answer once, though the plug is pulled and events come again', async () => {
    await withRig<Team>({ start, engine }, async rig => {
      const { team, provider } = rig
      const first = await rig.start()
      const thread = team.ask('What is a lighthouse?')
      const answer = await rig.answer(thread, 'Answer from openai/gpt-5')
      expect(answer.text).toMatch(/GPT-5 · the default · \$0\.000\d/)
      expect(answer.menus.length).toBe(1)
      const opened = await team.run(team.admin, 'models enable', { model: 'claude-sonnet-4.5' })
      expect(opened).toContain('Claude Sonnet 4.5 is open to members now')
      const told = await team.run(team.member, 'model', { model: 'sonnet' }, thread)
      expect(told).toContain('This thread now answers with Claude Sonnet 4.5')
      team.say(thread, 'And who lives there?')
      await rig.answer(thread, `Answer from ${sonnet}`)

      await writeHalf(rig, thread, 'Tell me a story')
      await first.kill()
      if (engine === postgres) await endLease(rig)
      provider.next({ text: story, usage })
      await rig.start()

      const whole = await rig.answer(thread, 'THE END')
      expect(whole.text).toContain('Claude Sonnet 4.5 · this thread’s choice · $0.0032')
      expect(countIn(team, thread, 'Once upon')).toBe(1)
      expect(provider.chats()).toHaveLength(4)
      await until(async () => (await statesOf(rig))[2] === 'answered', 'the end of the turn')
      await checkLedger(rig)

      team.redeliver(thread)
      const other = team.ask('And this?')
      await rig.answer(other, 'And this?')
      team.redeliver(other)
      await rig.answer(team.ask('The last one'), 'The last one')
      expect(provider.chats()).toHaveLength(6)
      expect(countIn(team, thread, 'What is a lighthouse?')).toBe(1)
    })
  })
})
