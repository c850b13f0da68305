import { describe, expect, it } from 'vitest'
import { hasPostgres, postgres } from '../support/database.ts'
import type { RequestRecord } from '../support/provider/index.ts'
import { countIn, until, withRig } from '../support/rig.ts'
import { startSlackTeam } from '../support/team/slack.ts'

const topics = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']
const questions = [1, 2, 3, 4]

const topicOf = ({ body }: RequestRecord): string | undefined =>
  topics.find(topic => JSON.stringify(body['messages']).includes(topic))

/** Whether one of these calls began before the one before it had ended. */
const overlap = (calls: readonly RequestRecord[]): boolean =>
  calls.some(({ at }, index) => at < (calls[index - 1]?.endedAt ?? 0))

describe.skipIf(!hasPostgres)('Two processes on one database and one Slack', () => {
  it('answer each question once, and one at a time in each thread', async () => {
    await withRig({ start: startSlackTeam, engine: postgres }, async rig => {
      const { team, provider, database } = rig
      const programs = await Promise.all([rig.start(), rig.start()])
      await team.slack.connected(2)
      provider.always({ chunkDelayMs: 20, chunkCount: 4 })

      const threads = topics.map(topic => {
        const asker = team.newMember()
        return { topic, asker, thread: team.ask(`${topic} question 1`, asker) }
      })
      for (const number of questions.slice(1))
        for (const { topic, asker, thread } of threads)
          team.say(thread, `${topic} question ${number}`, asker)
      const answered = `SELECT "id" FROM "Turn" WHERE "state" = 'answered'`
      await until(async () => (await database.query(answered)).length === 20, '20 answers', 30_000)

      for (const { topic, thread } of threads) {
        expect(countIn(team, thread, 'GPT-5 · the default')).toBe(questions.length)
        const calls = provider.chats().filter(call => topicOf(call) === topic)
        expect(calls).toHaveLength(questions.length)
        expect(overlap(calls)).toBe(false)
      }
      expect(await rig.ledger()).toHaveLength(20)
      expect(await database.query('SELECT * FROM "Hold"')).toEqual([])
      const shares = programs.map(program => program.log().length)
      expect(shares.every(lines => lines > 0)).toBe(true)
    })
  })
})
