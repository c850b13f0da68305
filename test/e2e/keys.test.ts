import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { withRig } from '../support/rig.ts'
import { startDiscordTeam } from '../support/team/discord.ts'

const encryptionKey = () => randomBytes(32).toString('base64')

it('a key set by form on Discord serves its provider’s models, and is kept nowhere in clear', async () => {
  await withRig({ start: startDiscordTeam }, async rig => {
    const { team, provider, database } = rig
    const { discord, channel } = team
    const admin = team.user(team.admin)
    const own = 'sk-openai-own-key-4711'
    provider.setKeys('openai', [own])
    const environment = {
      OPENAI_BASE_URL: provider.url('openai'),
      ENCRYPTION_KEY: encryptionKey(),
    }
    const program = await rig.start(environment)
    const card = await discord.slash(admin, channel, 'models keys', { provider: 'openai' }).reply()

    const modal = await discord.press(admin, card, 'Set a key').modal()
    const saved = await discord.submit(admin, modal, { 'API key': own }).reply()
    expect(saved.text).toContain('The key is stored; it works.')
    await rig.answer(team.ask('Who are you?'), 'gpt-5')

    // the maker's own API, which takes no other key
    expect(provider.chats().map(({ dialect, status }) => [dialect, status])).toEqual([
      ['openai', 200],
    ])
    const rows = await database.query('SELECT * FROM "ProviderKey"')
    expect(rows).toHaveLength(1)
    const kept = [JSON.stringify(rows), team.dump(), program.output()].join('\n')
    expect(kept).not.toContain('4711')

    await program.terminate()
    const refused = rig.start({ ...environment, ENCRYPTION_KEY: encryptionKey() })
    await expect(refused).rejects.toThrow(/ENCRYPTION_KEY: is not the right one/)
    expect(await database.query('SELECT * FROM "ProviderKey"')).toEqual(rows)
  })
})
