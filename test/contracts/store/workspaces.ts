import { describe, expect, it } from 'vitest'
import { admin, at, change, createWorkspace, type OpenStore, times, workspace } from './samples.ts'

export function describeWorkspaces(opened: () => OpenStore): void {
  const workspaces = () => opened().store.workspaces
  const find = async (id: string) => {
    const found = await workspaces().find(id)
    if (!found) throw new Error('no workspace')
    return found
  }

  describe('a new workspace', () => {
    it('is there as it was described, with the usual settings', async () => {
      const made = workspace({ fallbackModelId: 'b/two' })

      expect(await workspaces().create(made)).toEqual({ created: true })

      expect(await workspaces().find(made.id)).toMatchObject({
        id: made.id,
        name: 'Acme',
        defaultModelId: 'a/one',
        fallbackModelId: 'b/two',
        timeZone: 'UTC',
        weekStartsOn: 1,
        maxOutputTokens: 4096,
        questionsPerMinute: 10,
        guestsAllowed: false,
        enabled: [{ modelId: 'a/one' }, { modelId: 'b/two' }],
        access: [],
      })
    })

    it('leaves out what is not set', async () => {
      const id = await createWorkspace(opened().store)

      const found = await find(id)

      for (const name of ['retentionDays', 'adminChannelId', 'pausedBy', 'welcomedAt']) {
        expect(found).not.toHaveProperty(name)
      }
    })

    it('is made once when it is described twice', async () => {
      const made = workspace()

      await workspaces().create(made)
      const second = await workspaces().create({ ...made, name: 'Other' })

      expect(second).toEqual({ created: false })
      expect((await find(made.id)).name).toBe('Acme')
    })

    it('is made once when many describe it at the same time', async () => {
      const made = workspace({ enabled: ['a/one', 'b/two', 'c/three'] })

      const results = await Promise.all(
        times(10, index =>
          workspaces().create(index % 2 ? made : { ...made, enabled: [...made.enabled].reverse() }),
        ),
      )

      expect(results.filter(({ created }) => created)).toHaveLength(1)
      expect((await find(made.id)).enabled).toHaveLength(3)
    })

    it('takes a model that is named twice once', async () => {
      const id = await createWorkspace(opened().store, { enabled: ['a/one', 'a/one'] })

      expect((await find(id)).enabled).toEqual([{ modelId: 'a/one' }])
    })

    it('is unknown until it is made', async () => {
      expect(await workspaces().find('slack:nowhere')).toBeUndefined()
    })
  })

  describe('settings', () => {
    it('are set one by one and unset by null', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().update(id, { retentionDays: 30, timeZone: 'Asia/Tokyo' }, change())
      await workspaces().update(id, { temperature: '0.7', retentionDays: null }, change())

      const found = await find(id)
      expect(found).toMatchObject({ timeZone: 'Asia/Tokyo', temperature: '0.7' })
      expect(found).not.toHaveProperty('retentionDays')
    })

    it('of other workspaces stay', async () => {
      const id = await createWorkspace(opened().store)
      const other = await createWorkspace(opened().store)

      await workspaces().update(id, { questionsPerMinute: 3 }, change())

      expect((await find(other)).questionsPerMinute).toBe(10)
    })
  })

  describe('enabling', () => {
    it('puts a model at the end, with its label', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().enable(id, { modelId: 'c/three', label: 'Three' }, change())

      expect((await find(id)).enabled).toEqual([
        { modelId: 'a/one' },
        { modelId: 'b/two' },
        { modelId: 'c/three', label: 'Three' },
      ])
    })

    it('again keeps the place and the label, or changes the label', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().enable(id, { modelId: 'a/one', label: 'First' }, change())
      await workspaces().enable(id, { modelId: 'a/one' }, change())

      expect((await find(id)).enabled[0]).toEqual({ modelId: 'a/one', label: 'First' })
    })

    it('with an empty label removes it', async () => {
      const id = await createWorkspace(opened().store)
      await workspaces().enable(id, { modelId: 'a/one', label: 'First' }, change())

      await workspaces().enable(id, { modelId: 'a/one', label: '' }, change())

      expect((await find(id)).enabled[0]).toEqual({ modelId: 'a/one' })
    })

    it('many at the same time loses none', async () => {
      const id = await createWorkspace(opened().store)

      await Promise.all(
        times(8, index => workspaces().enable(id, { modelId: `m/${index}` }, change())),
      )

      expect((await find(id)).enabled).toHaveLength(10)
      expect(await workspaces().changes(id, 100)).toHaveLength(8)
    })
  })

  describe('disabling', () => {
    it('takes a model away', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().disable(id, 'b/two', undefined, change())

      expect((await find(id)).enabled).toEqual([{ modelId: 'a/one' }])
    })

    it('the default without a replacement is a conflict and changes nothing', async () => {
      const id = await createWorkspace(opened().store)

      const disabling = workspaces().disable(id, 'a/one', undefined, change())

      await expect(disabling).rejects.toMatchObject({ name: 'BotError', code: 'conflict' })
      expect((await find(id)).enabled).toHaveLength(2)
      expect(await workspaces().changes(id, 10)).toEqual([])
    })

    it('the default with a replacement moves the default and the channels there', async () => {
      const id = await createWorkspace(opened().store)
      await workspaces().setChannelDefault(id, 'C1', 'a/one', change())

      await workspaces().disable(id, 'a/one', 'b/two', change())

      expect(await find(id)).toMatchObject({
        defaultModelId: 'b/two',
        enabled: [{ modelId: 'b/two' }],
      })
      expect(await workspaces().channelDefault(id, 'C1')).toBe('b/two')
    })

    it.each([
      ['that is not enabled', 'c/three'],
      ['that is the model itself', 'a/one'],
    ])('the default with a replacement %s is a conflict', async (_name, replacement) => {
      const id = await createWorkspace(opened().store)

      const disabling = workspaces().disable(id, 'a/one', replacement, change())

      await expect(disabling).rejects.toMatchObject({ code: 'conflict' })
      expect((await find(id)).defaultModelId).toBe('a/one')
    })

    it('another model with a replacement leaves the default alone', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().disable(id, 'b/two', 'a/one', change())

      expect(await find(id)).toMatchObject({
        defaultModelId: 'a/one',
        enabled: [{ modelId: 'a/one' }],
      })
    })
  })

  describe('enabling exactly these', () => {
    it('keeps labels, drops the rest and moves the default', async () => {
      const id = await createWorkspace(opened().store)
      await workspaces().enable(id, { modelId: 'b/two', label: 'Two' }, change())

      await workspaces().setEnabled(id, ['b/two', 'c/three'], 'c/three', change())

      expect(await find(id)).toMatchObject({
        defaultModelId: 'c/three',
        enabled: [{ modelId: 'b/two', label: 'Two' }, { modelId: 'c/three' }],
      })
    })

    it.each([
      ['without the default', ['b/two'], 'a/one'],
      ['with a default that was never enabled', ['b/two'], 'z/none'],
      ['but none', [], 'a/one'],
    ])('%s is a conflict and changes nothing', async (_name, models, defaultModelId) => {
      const id = await createWorkspace(opened().store)

      const setting = workspaces().setEnabled(id, models, defaultModelId, change())

      await expect(setting).rejects.toMatchObject({ code: 'conflict' })
      expect(await find(id)).toMatchObject({
        defaultModelId: 'a/one',
        enabled: [{ modelId: 'a/one' }, { modelId: 'b/two' }],
      })
    })

    it('takes several hundred', async () => {
      const id = await createWorkspace(opened().store)
      const models = times(350, index => `m/${index}`)

      await workspaces().setEnabled(id, models, 'm/7', change())

      expect((await find(id)).enabled.map(({ modelId }) => modelId)).toEqual(models)
    })

    it('is never seen half done', async () => {
      const id = await createWorkspace(opened().store, { enabled: ['a/one'] })
      let isOver = false
      const flipping = (async () => {
        for (const models of times(20, index => (index % 2 ? ['a/one'] : ['b/two']))) {
          await workspaces().setEnabled(id, models, models[0] ?? '', change())
        }
        isOver = true
      })()

      while (!isOver) {
        const { defaultModelId, enabled } = await find(id)
        expect(enabled).toEqual([{ modelId: defaultModelId }])
      }
      await flipping
    })
  })

  describe('the default', () => {
    it('moves to another enabled model', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().setDefault(id, 'b/two', change())

      expect((await find(id)).defaultModelId).toBe('b/two')
    })

    it('does not move to a model that is not enabled', async () => {
      const id = await createWorkspace(opened().store)

      const moving = workspaces().setDefault(id, 'c/three', change())

      await expect(moving).rejects.toMatchObject({ name: 'BotError', code: 'conflict' })
    })

    it('stays enabled when one sets it while another disables it', async () => {
      const id = await createWorkspace(opened().store)

      await Promise.allSettled([
        workspaces().setDefault(id, 'b/two', change()),
        workspaces().disable(id, 'b/two', undefined, change()),
        workspaces().setDefault(id, 'b/two', change()),
      ])

      const { defaultModelId, enabled } = await find(id)
      expect(enabled.map(({ modelId }) => modelId)).toContain(defaultModelId)
    })
  })

  describe('access', () => {
    it('is what was set last', async () => {
      const id = await createWorkspace(opened().store)
      const rules = [
        { kind: 'allow', subject: 'channel', subjectId: 'C1' },
        { kind: 'admin', subject: 'group', subjectId: 'G1' },
      ] as const

      await workspaces().setAccess(id, [...rules], change())
      expect((await find(id)).access).toEqual(expect.arrayContaining([...rules]))

      await workspaces().setAccess(id, [], change())
      expect((await find(id)).access).toEqual([])
    })
  })

  describe('a channel default', () => {
    it('is set, changed and removed', async () => {
      const id = await createWorkspace(opened().store)
      const read = () => workspaces().channelDefault(id, 'C1')

      expect(await read()).toBeUndefined()
      await workspaces().setChannelDefault(id, 'C1', 'a/one', change())
      await workspaces().setChannelDefault(id, 'C1', 'b/two', change())
      expect(await read()).toBe('b/two')
      await workspaces().setChannelDefault(id, 'C1', undefined, change())
      expect(await read()).toBeUndefined()
    })
  })

  describe('a pause', () => {
    it('names who asked for it, until it is lifted', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().setPaused(id, 'Ada', change())
      expect((await find(id)).pausedBy).toBe('Ada')

      await workspaces().setPaused(id, undefined, change())
      expect(await find(id)).not.toHaveProperty('pausedBy')
    })
  })

  describe('the audit', () => {
    it('has a line for each change, the newest first', async () => {
      const id = await createWorkspace(opened().store)

      await workspaces().setPaused(id, 'Ada', change('pause', 'workspace'))
      await workspaces().setDefault(id, 'b/two', change('default', 'b/two'))
      await workspaces().setPaused(id, undefined, change('resume', 'workspace'))

      const lines = await workspaces().changes(id, 2)
      expect(lines).toEqual([
        { ...change('resume', 'workspace'), at: opened().clock.now() },
        { ...change('default', 'b/two'), at: opened().clock.now() },
      ])
      expect(lines[0]?.actor).toEqual(admin)
    })
  })

  it('remembers the admin who last ran an admin command', async () => {
    const id = await createWorkspace(opened().store)

    await workspaces().noteAdmin(id, 'U1')
    await workspaces().noteAdmin(id, 'U2')
    await workspaces().noteAdmin(id, 'U2')

    expect((await find(id)).lastAdminId).toBe('U2')
  })

  it('lets one of many send the welcome', async () => {
    const id = await createWorkspace(opened().store)

    const claims = await Promise.all(times(10, () => workspaces().claimWelcome(id, at(0))))

    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await workspaces().claimWelcome(id, at(1))).toBe(false)
    expect((await find(id)).welcomedAt).toEqual(at(0))
  })
}
