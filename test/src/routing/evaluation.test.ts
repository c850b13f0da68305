import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { appetites } from '../../../src/routing/appetite.ts'
import { evaluateRouting } from '../../../src/routing/evaluation/index.ts'
import { judge } from '../../../src/routing/evaluation/judge.ts'
import { split } from '../../../src/routing/evaluation/learn-router.ts'
import { readLines } from '../../../src/routing/evaluation/read-lines.ts'
import { compareTwo } from '../../../src/routing/evaluation/two-models.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const file = readFileSync('test/fixtures/routing/synthetic.jsonl')
const sheet = readLines(file)

describe('the router, judged on prompts it did not learn from', () => {
  const verdict = judge(sheet, 1)

  it('recovers more of the gap than the plain rules do', () => {
    const { router, 'prompt length': length, 'keyword rule': keywords } = verdict.rules

    expect(router?.apgr).toBeGreaterThan(0.65)
    expect(router?.apgr).toBeGreaterThan(length?.apgr ?? 1)
    expect(router?.apgr).toBeGreaterThan(keywords?.apgr ?? 1)
  })

  it('saves at least a fifth at 95 % of the best model’s quality', () => {
    expect(verdict.savedAt95).toBeGreaterThan(0.2)
  })

  it.each(appetites)('is ahead of a random mix for the same money: %s', appetite => {
    const { cheap, dear, router } = verdict
    const { quality, costUsd } = router[appetite]
    const part = (costUsd - cheap.costUsd) / (dear.costUsd - cheap.costUsd)

    expect(quality).toBeGreaterThan(cheap.quality + part * (dear.quality - cheap.quality))
  })

  it('learns nothing from the half it is judged on', () => {
    const { judged } = split(sheet.lines, 1)
    const lines = sheet.lines.map(line => (judged.includes(line) ? turnedAround(line) : line))
    const { setting, weak, strong, rules } = judge({ ...sheet, lines }, 1)

    expect({ setting, weak, strong }).toEqual({
      setting: verdict.setting,
      weak: verdict.weak,
      strong: verdict.strong,
    })
    expect(rules.router).toBeUndefined()
  })

  const turnedAround = ({ prompt, models }: (typeof sheet.lines)[number]) => ({
    prompt,
    models: Object.fromEntries(
      Object.entries(models).map(([id, { score }]) => [id, { score: 1 - score, costUsd: 9 }]),
    ),
  })

  it('gives the same figures each time, for people and for programs', () => {
    const first = evaluateRouting(gzipSync(file), [1])

    expect(evaluateRouting(file, [1])).toBe(first)
    expect(first).toContain('learning half of seed 1')
    expect(first.split('\n').at(-1)).toMatch(/^result \{"apgr":0\.\d+,"savedAt95":0\.\d+\}$/)
  })
})

describe('two models compared', () => {
  const line = (wish: number, gap: number) => ({ wish, gap })

  it.each([
    ['perfect', [line(3, 1), line(2, 1), line(1, 0), line(0, 0)], 0.75, 0.25, 0.5],
    ['blind', [line(0, 1), line(0, 1), line(0, 0), line(0, 0)], 0.5, 0.5, 1],
    ['upside down', [line(3, 0), line(2, 0), line(1, 1), line(0, 1)], 0.25, 0.75, 1],
  ])('%s', (_, ranked, apgr, cpt50, cpt80) => {
    expect(compareTwo(ranked)).toEqual({ apgr, cpt50, cpt80 })
  })

  it('finds nothing to recover where the strong one is no better', () => {
    expect(compareTwo([line(1, 1), line(0, -1)])).toBeUndefined()
  })
})

describe('a file that cannot be used', () => {
  const good = '{"prompt":"a","models":{"x":{"score":1,"costUsd":0},"y":{"score":0,"costUsd":0}}}'

  it.each([
    ['nothing', '', 'The file has no lines.'],
    ['no JSON', `${good}\n\n{"prompt":`, 'Line 3 is not JSON.'],
    ['no prompt', `${good}\n{"models":{}}`, 'Line 2 cannot be used: `prompt`'],
    ['one model', '{"prompt":"a","models":{"x":{"score":1,"costUsd":0}}}', 'two models'],
    ['a score of 7', good.replace('1', '7'), 'Line 1 cannot be used: `models.x.score`'],
    ['a negative cost', good.replace('"costUsd":0', '"costUsd":-1'), '`models.x.costUsd`'],
    ['other models', `${good}\n${good.replaceAll('y', 'z')}`, 'Up to line 2'],
    ['two lines', `${good}\n${good}`, '2 lines are too few'],
  ])('%s', (_, text, sentence) => {
    const read = () => evaluateRouting(Buffer.from(text), [1])

    expect(read).toThrow(sentence)
  })

  it('ends the program with a sentence and another code than 0', () => {
    const { folder, remove } = temporaryFolder()
    const bad = path.join(folder, 'bad.jsonl')
    writeFileSync(bad, `${good}\nnonsense\n`)
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      'scripts/eval-routing.mjs',
      bad,
    ])
    remove()

    expect(status).toBe(1)
    expect(stderr.toString()).toBe('Line 2 is not JSON.\n')
    expect(stdout.toString()).toBe('')
  })
})
