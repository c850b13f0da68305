import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../adapters/prisma/index.ts'
import { systemClock } from '../../src/lib/system-clock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const program = path.resolve('dist/src/import.js')

it('imports a file, refuses a wrong one, and keeps away from a running bot', async () => {
  const { folder, remove } = temporaryFolder()
  const run = (...args: readonly string[]) => {
    const env = { PATH: process.env['PATH'], DATA_DIR: folder }
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      ...{ cwd: folder, env, encoding: 'utf8' },
    })
    return [status, stdout, stderr]
  }
  const importModel = (model: string) => {
    const llm = { provider: 'openai', model, temperature: 0.7, maxTokens: 2000 }
    writeFileSync(path.join(folder, 'old.json'), JSON.stringify([{ id: 'playground', llm }]))
    return run('old.json')
  }

  expect(run()).toEqual([1, '', 'Name the file: npm run import -- settings.json\n'])
  expect(run('no.json')).toEqual([1, '', 'no.json cannot be read (ENOENT).\n'])
  expect(importModel('gpt-0')).toEqual([
    ...[1, ''],
    expect.stringMatching(/^Nothing was imported\.\nEntry 1 \(playground\), llm\.model: No model/),
  ])
  expect(importModel('gpt-5')).toEqual([
    0,
    'playground: models enabled 1, enabled already 0, default openai/gpt-5\n' +
      'organisations imported 1, skipped 0; models enabled 1\n',
    '',
  ])

  const store = await openStore(`file:${folder}/switchboard.db`, systemClock)
  const found = await store.workspaces.find('playground')
  expect(importModel('gpt-5')).toEqual([
    1,
    '',
    expect.stringMatching(/^Another Switchboard is running on [^\n]+\n$/),
  ])
  await store.close()
  expect(found?.enabled.map(({ modelId }) => modelId)).toEqual(['openai/gpt-5'])
  remove()
})
