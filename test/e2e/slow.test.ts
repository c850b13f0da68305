import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { hasPostgres, postgres, type TestDatabase } from '../support/database.ts'
import { withRig } from '../support/rig.ts'
import { startDiscordTeam } from '../support/team/discord.ts'
import { startSlackTeam } from '../support/team/slack.ts'

/** Whoever asks for a workspace waits until this is called. */
async function lockDatabase({ environment }: TestDatabase): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: environment['DATABASE_URL'] })
  await client.connect()
  await client.query('BEGIN; LOCK TABLE "Workspace", "Turn", "Receipt" IN ACCESS EXCLUSIVE MODE')
  return async () => {
    await client.query('ROLLBACK')
    await client.end()
  }
}

describe.skipIf(!hasPostgres)('While the database does not answer', () => {
  it('Slack gets its acknowledgements in time, and everything is done afterwards', async () => {
    await withRig({ start: startSlackTeam, engine: postgres }, async rig => {
      const { team, database } = rig
      const { slack, channel } = team
      await rig.start()
      await rig.answer(team.ask('Warm up'), 'Warm up')
      const unlock = await lockDatabase(database)

      const thread = team.ask('Slow?')
      const [usage, setup] = await Promise.all([
        slack.slash(team.user(team.member), channel, '/usage'),
        slack.slash(team.user(team.admin), channel, '/models setup'),
      ])
      await slack.waitFor(() => slack.deliveries.every(one => one.ackMs !== undefined), 'acks')

      await unlock()
      await rig.answer(thread, 'Slow?')
      await slack.waitFor(() => usage.shown.length > 0, 'the usage')
      const isOffered = () => setup.views.length > 0 || setup.shown.length > 0
      await slack.waitFor(isOffered, 'the form or a button for it')
    })
  })

  it('Discord gets its acknowledgements in time, and everything is done afterwards', async () => {
    await withRig({ start: startDiscordTeam, engine: postgres }, async rig => {
      const { team, database } = rig
      const { discord, channel } = team
      await rig.start()
      await rig.answer(team.ask('Warm up'), 'Warm up')
      const unlock = await lockDatabase(database)

      const thread = team.ask('Slow?')
      const usage = discord.slash(team.user(team.member), channel, 'usage')
      const setup = discord.slash(team.user(team.admin), channel, 'models setup')
      const names = discord.autocomplete(
        team.user(team.admin),
        channel,
        'models enable',
        'model',
        'son',
      )
      await Promise.all([usage.acknowledged(), setup.acknowledged(), names])

      await unlock()
      await rig.answer(thread, 'Slow?')
      expect((await usage.reply()).text).toContain('spent')
      expect((await setup.reply()).buttons.length).toBeGreaterThan(0)
    })
  })
})
