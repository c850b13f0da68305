import { describe, expect, it } from 'vitest'
import { countIn, platforms, until, withRig } from '../support/rig.ts'
import type { Team } from '../support/team/team.ts'

const story = 'Once upon a time there was a lighthouse. It shone for years. And that is THE END.'

describe.each(platforms)('On $name', ({ start }) => {
  it('SIGTERM lets the answer under way finish, then the program ends well', async () => {
    await withRig<Team>({ start }, async rig => {
      const { team, provider } = rig
      const program = await rig.start()
      let goOn = () => {}
      const until = new Promise<void>(resolve => {
        goOn = resolve
      })
      provider.next({ text: story, chunkSize: 40, stallMidStream: 1, until })
      const thread = team.ask('Tell me a story')
      await team.waitFor(() => countIn(team, thread, 'Once upon') === 1, 'half a story')

      const ending = program.terminate()
      await team.waitFor(() => program.output().includes('"msg":"stopping"'), 'the signal')
      goOn()
      const { code } = await ending

      expect(code).toBe(0)
      await rig.answer(thread, 'THE END')
      expect(countIn(team, thread, 'Once upon')).toBe(1)
      expect(await rig.ledger()).toMatchObject([{ outcome: 'ok' }])
    })
  })
})

it('an answer that does not end in time is written again by the next start, once', async () => {
  const [{ start }] = platforms
  await withRig<Team>({ start }, async rig => {
    const { team, provider } = rig
    const program = await rig.start()
    provider.next({ text: story, chunkSize: 40, stallMidStream: 1 })
    const thread = team.ask('Tell me a story')
    await team.waitFor(() => countIn(team, thread, 'Once upon') === 1, 'half a story')

    const { code } = await program.terminate()

    expect(code).toBe(0)
    expect(countIn(team, thread, 'Interrupted by a restart')).toBe(1)
    provider.next({ text: story })
    await rig.start()
    await rig.answer(thread, 'THE END')
    expect(countIn(team, thread, 'Once upon')).toBe(1)
    expect(countIn(team, thread, 'Interrupted by a restart')).toBe(0)
    await until(async () => (await rig.ledger()).length === 2, 'the ledger')
    expect(await rig.ledger()).toMatchObject([{ outcome: 'interrupted' }, { outcome: 'ok' }])
    expect(await rig.database.query('SELECT * FROM "Hold"')).toEqual([])
  })
})
