import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSnapshot } from '../../../adapters/catalog/index.ts'
import { importFile } from '../../../src/import/import-file.ts'
import { newId } from '../../../src/lib/new-id.ts'
import type { Store } from '../../../src/ports/store.ts'
import { engines, openOn } from '../../adapters/prisma/engines.ts'
import { admin, type OpenStore, workspace } from '../../contracts/store/samples.ts'

const llm = { provider: 'openai', model: 'gpt-5', temperature: 0.7, maxTokens: 2000 }
const someone = (): string => `slack:${newId()}`

async function run(store: Store, entries: unknown): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of importFile({ store, readSnapshot }, 'old.json', JSON.stringify(entries)))
    lines.push(line)
  return lines
}

/** What the refusal says, line by line. */
const refused = (store: Store, entries: unknown): Promise<readonly string[]> =>
  run(store, entries).then(
    () => [],
    error => error.message.split('\n'),
  )

for (const engine of engines) {
  describe.skipIf(engine.missing)(`an import into ${engine.name}`, () => {
    let opened: OpenStore
    beforeAll(async () => {
      opened = await openOn(engine)
    })
    afterAll(() => opened?.close())

    const stored = async (id: string) => {
      const found = await opened.store.workspaces.find(id)
      if (!found) return undefined
      const { name, defaultModelId, enabled, temperature, maxOutputTokens } = found
      return [name, defaultModelId, enabled.map(each => each.modelId), temperature, maxOutputTokens]
    }

    describe('of settings', () => {
      it('enables the single model, or those listed, and makes the workspace', async () => {
        const [one, two] = [someone(), someone()]
        const listed = { enabledModels: ['gpt-4o-2024-11-20', 'xai/grok-4.5'] }
        const entries = [
          { id: one, name: 'Acme', llm },
          { id: two, llm: { ...llm, ...listed, defaultModelId: 'openai/gpt-4o-mini' } },
        ]

        expect(await run(opened.store, entries)).toEqual([
          `${one}: models enabled 1, enabled already 0, default openai/gpt-5`,
          `${two}: models enabled 3, enabled already 0, default openai/gpt-4o-mini`,
          'organisations imported 2, skipped 0; models enabled 4',
        ])

        const three = ['openai/gpt-4o', 'x-ai/grok-4.5', 'openai/gpt-4o-mini']
        expect(await stored(one)).toEqual(['Acme', 'openai/gpt-5', ['openai/gpt-5'], '0.7', 2000])
        expect(await stored(two)).toEqual([two, 'openai/gpt-4o-mini', three, '0.7', 2000])
      })

      it('changes nothing the second time, whatever an admin has done since', async () => {
        const id = someone()
        await run(opened.store, [{ id, llm }])
        const change = { actor: admin, action: 'params', target: '', details: {} }
        await opened.store.workspaces.update(id, { temperature: '0.1' }, change)
        const before = await opened.store.workspaces.find(id)

        expect(await run(opened.store, [{ id, llm }])).toEqual([
          `${id}: skipped, imported before`,
          'organisations imported 0, skipped 1; models enabled 0',
        ])

        expect(await opened.store.workspaces.find(id)).toEqual(before)
        const actions = await opened.store.workspaces.changes(id, 9)
        expect(actions.map(({ action }) => action).sort()).toEqual(['params', 'settings imported'])
      })

      it('adds to what the bot chose for a workspace by itself', async () => {
        const made = workspace()
        await opened.store.workspaces.create(made)

        await run(opened.store, [{ id: made.id, llm }])

        const enabled = ['a/one', 'b/two', 'openai/gpt-5']
        expect(await stored(made.id)).toEqual(['Acme', 'openai/gpt-5', enabled, '0.7', 2000])
      })

      it.each(['default', 'enable', 'set up'])(
        'leaves alone what an admin chose by %s',
        async action => {
          const made = workspace()
          await opened.store.workspaces.create(made)
          const change = { actor: admin, action, target: '', details: {} }
          await opened.store.workspaces.update(made.id, {}, change)

          const [line] = await run(opened.store, [{ id: made.id, llm }])

          expect(line).toBe(`${made.id}: skipped, an admin has chosen its models or settings`)
          expect(await stored(made.id)).toEqual([
            'Acme',
            'a/one',
            ['a/one', 'b/two'],
            undefined,
            4096,
          ])
        },
      )

      it('happens once where two are started at the same moment', async () => {
        const made = workspace()
        await opened.store.workspaces.create(made)
        const other = (await opened.another?.()) ?? opened.store

        for (const id of [someone(), made.id]) {
          const entries = [{ id, llm }]
          const both = await Promise.all([run(opened.store, entries), run(other, entries)])

          const skipped = both.filter(([line]) => line?.endsWith('skipped, imported before'))
          expect(skipped).toHaveLength(1)
          expect(await opened.store.workspaces.changes(id, 9)).toHaveLength(1)
        }
        if (other !== opened.store) await other.close()
      })

      it('is refused as a whole, and names every wrong entry', async () => {
        const [good, bad] = [someone(), someone()]
        const entries = [
          { id: good, llm },
          { id: bad, llm: { ...llm, temperature: 3, maxTokens: '2000' } },
          { id: 'acme', llm },
          { id: good, llm },
          'nothing',
          { id: someone(), llm: { ...llm, model: 'gpt-4o-minni' } },
        ]

        const lines = await refused(opened.store, entries)

        expect(lines.map(line => line.replace(/(Too|Invalid).*/, '…'))).toEqual([
          'Nothing was imported.',
          `Entry 2 (${bad}), llm.temperature: …`,
          `Entry 2 (${bad}), llm.maxTokens: …`,
          'Entry 3 (acme), id: Write slack:<team id>, discord:<server id> or playground.',
          `Entry 4 (${good}), id: ${good} is in the file twice.`,
          'Entry 5: …',
          expect.stringMatching(
            /^Entry 6 .*, llm\.model: No model is called “gpt-4o-minni”\. The nearest: openai\/gpt-4o-mini/,
          ),
        ])
        expect(await stored(good)).toBeUndefined()
      })
    })

    describe('of prompts', () => {
      const newcomer = async () => {
        const made = workspace({
          defaultModelId: 'openai/gpt-5',
          enabled: ['openai/gpt-5', 'x-ai/grok-4.5'],
        })
        await opened.store.workspaces.create(made)
        return made.id
      }

      it('gives those without a model the default, once', async () => {
        const id = await newcomer()
        const entries = [
          {
            workspace: id,
            name: 'Haiku',
            template: 'On {{topic}} in {{count}}',
            variables: ['count: number = 3'],
          },
          {
            workspace: id,
            name: 'plain',
            template: 'Hello',
            modelId: 'xai/grok-4.5',
            temperature: 0.2,
          },
        ]

        expect(await run(opened.store, entries)).toEqual([
          `${id}: prompts imported 2, there already 0`,
          `${id}: without a model 1, now with openai/gpt-5: haiku`,
        ])
        const filter = { workspaceId: id, now: new Date() }
        const first = await opened.store.prompts.list(filter, 0, 9)
        expect(first.prompts).toMatchObject([
          {
            ...{ name: 'haiku', modelId: 'openai/gpt-5', version: 1 },
            variables: [
              { name: 'topic', kind: 'text' },
              { name: 'count', kind: 'number', initial: '3' },
            ],
          },
          { name: 'plain', modelId: 'x-ai/grok-4.5', temperature: '0.2' },
        ])

        expect(await run(opened.store, entries)).toEqual([
          `${id}: prompts imported 0, there already 2`,
        ])
        expect(await opened.store.prompts.list(filter, 0, 9)).toEqual(first)
      })

      it('reads variables in their parts', async () => {
        const id = await newcomer()
        const variables = [
          { name: 'tone', kind: 'choice', choices: ['warm', 'dry'], initial: 'dry' },
        ]

        await run(opened.store, [{ workspace: id, name: 'p', template: '{{tone}}', variables }])

        const found = await opened.store.prompts.find(id, 'p', '', new Date())
        expect(found?.variables).toEqual(variables)
      })

      it('is refused as a whole, and names every wrong entry', async () => {
        const id = await newcomer()
        const base = { workspace: id, template: 'Hello' }
        const entries = [
          { ...base, name: 'good' },
          { ...base, name: 'GOOD' },
          { ...base, name: 'two words' },
          { ...base, name: 'stray', variables: ['topic'] },
          { ...base, name: 'model', modelId: 'openai/gpt-0' },
          { ...base, name: 'off', modelId: 'openai/gpt-4o' },
          { ...base, name: 'where', workspace: 'slack:TNOBODY' },
        ]

        const lines = await refused(opened.store, entries)

        expect(lines.map(line => line.replace(/ The nearest.*/, ''))).toEqual([
          'Nothing was imported.',
          `Entry 2 (${id} GOOD), name: good is in the file twice.`,
          `Entry 3 (${id} two words), name: A name has small letters, digits and dashes, at most 60.`,
          `Entry 4 (${id} stray), variables: The template does not use \`{{topic}}\`.`,
          `Entry 5 (${id} model), modelId: No model is called “openai/gpt-0”.`,
          `Entry 6 (${id} off), modelId: openai/gpt-4o is not enabled in this workspace.`,
          'Entry 7 (slack:TNOBODY where), workspace: There is no such workspace. Import its settings first.',
        ])
        expect(await opened.store.prompts.ids({ workspaceId: id, now: new Date() })).toEqual([])
      })
    })

    it.each([
      [[], 'old.json has neither organisations (id, llm) nor prompts (workspace, name, template).'],
      [{ llm }, 'old.json is not a list.'],
    ])('of %j is refused', async (entries, sentence) => {
      expect(await refused(opened.store, entries)).toEqual([sentence])
    })
  })
}
