import { describe, expect, it } from 'vitest'
import { long, refusal, useSilentBot } from './rig.ts'

const rig = useSilentBot()

describe('a thread', () => {
  it('has a name of 1 to 100 and known archive times', async () => {
    const body = { name: long(101), auto_archive_duration: 61 }
    const refused = await refusal(
      rig.client.rest.post(`/channels/${rig.channel.id}/threads`, { body }),
    )
    expect(refused).toEqual({ code: 50035, places: ['name', 'auto_archive_duration'] })
  })

  it('wakes when written to, unless it is locked', async () => {
    const thread = rig.discord.startThread(rig.ann, rig.channel, 'Talk')
    const post = () =>
      rig.client.rest.post(`/channels/${thread.id}/messages`, { body: { content: 'x' } })
    rig.discord.archive(thread)
    await post()
    expect(thread.thread?.archived).toBe(false)
    rig.discord.archive(thread, { locked: true })
    expect(await refusal(post())).toMatchObject({ code: 50083 })
  })
})

describe('what is not there', () => {
  it.each([
    ['/channels/1', 10003],
    ['/guilds/1', 10004],
    ['/users/1', 10013],
  ] as const)('%s is unknown', async (path, code) => {
    expect(await refusal(rig.client.rest.get(path))).toMatchObject({ code })
    expect(rig.discord.violations).toEqual([])
  })

  it('belongs to someone else', async () => {
    const { id } = rig.discord.say(rig.ann, rig.channel, 'mine')
    const patched = rig.client.rest.patch(`/channels/${rig.channel.id}/messages/${id}`, {
      body: { content: 'x' },
    })
    expect(await refusal(patched)).toMatchObject({ code: 50005 })
  })
})
