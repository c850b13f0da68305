import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../src/markdown/parse-markdown.ts'
import { type TaskId, taskIds } from '../../src/prompts/task.ts'
import { taskOf, tasks } from '../../src/prompts/tasks.ts'
import { platforms, shareRig } from '../support/rig.ts'
import type { Team } from '../support/team/team.ts'

const documentOf = (name: string): string =>
  `Summary of ${name}.\n\n=== DOCUMENT ===\n# The ${name} of exports\n\n${'- A line, with | and *marks*\n'.repeat(150)}`

const data: Partial<Record<TaskId, unknown>> = {
  insight_extraction: {
    summary: 'People export by hand.',
    insights: [
      {
        title: 'Exports, by "hand"',
        impact: 'high',
        confidence: 'low',
        meaning: 'It costs hours.',
        evidence: ['Max: “every Friday”'],
        next_step: '',
      },
    ],
  },
  task_suggestions: {
    summary: 'Begin with the file.',
    tasks: [
      {
        title: 'Write the CSV',
        priority: 'now',
        size: 'S',
        why: 'Max asked for it.',
        done_when: 'A spreadsheet opens it.',
        depends_on: [],
        owner: '',
      },
    ],
  },
}

/** What a model would say to the task that a question ends with. */
function answerTo(question: string): string | undefined {
  const task = tasks.find(({ name }) => question.endsWith(name))
  if (!task) return undefined
  if (task.output) return JSON.stringify(data[task.id])
  return task.document ? documentOf(task.name) : `Answer of ${task.name}.`
}

/** What everybody sees in the thread of a task’s result. */
const shown = (id: TaskId): string => {
  const { name, document, output } = taskOf(id)
  if (id === 'insight_extraction') return '1. Exports, by "hand" · impact: high'
  if (output) return '1. Write the CSV · priority: now · size: S'
  return document ? `Summary of ${name}.` : `Answer of ${name}.`
}

const columns: Readonly<Record<string, string>> = {
  'insights.csv': 'Title,Impact,Confidence,Meaning,Evidence,Next step',
  'tasks.csv': 'Title,Priority,Size,Why,Done when,Depends on,Owner',
}

function expectToOpen({ name, text }: { readonly name: string; readonly text: string }): void {
  if (name.endsWith('.csv')) {
    const [head, row, end] = text.split('\r\n')
    expect(head).toBe(columns[name])
    expect(row).not.toBe('')
    expect(end).toBe('')
    return
  }
  const [heading, list] = parseMarkdown(text).children
  expect(heading).toMatchObject({ type: 'heading', depth: 1 })
  expect(list?.type === 'list' && list.children).toHaveLength(150)
}

describe.each(platforms)('On $name', platform => {
  const open = shareRig<Team>(platform)

  it('each of the ten tasks takes one call, shows its result in the thread and attaches what is long', {
    timeout: 180_000,
  }, async () => {
    const { team, provider, ledger } = open()
    const [max, runner] = [team.newMember(), team.newMember()]
    provider.decide(({ lastUserText }) => answerTo(lastUserText))
    const thread = team.ask('We export by hand every Friday', max)
    const ended = (count: number) => () =>
      team.lines(thread).filter(({ buttons }) => buttons.includes('Regenerate')).length === count
    await team.waitFor(ended(1), 'the answer')

    for (const [index, id] of taskIds.entries()) {
      const told = await team.run(runner, 'task run', { task: id }, thread)
      expect(told).toContain(`${taskOf(id).name} is under way`)
      await team.waitFor(ended(index + 2), `the result of ${id}`)
      const lines = team.lines(thread).map(({ text }) => text)
      expect(lines.some(line => line.includes(`${runner.name} runs ${taskOf(id).name}`))).toBe(true)
      expect(lines.join('\n')).toContain(shown(id))
    }

    const entries = await ledger()
    expect(entries.map(({ purpose, outcome }) => `${purpose} ${outcome}`)).toEqual(
      ['chat', ...taskIds].map(purpose => `${purpose} ok`),
    )
    await team.waitFor(() => team.files(thread).length === 8, 'the files')
    const files = team.files(thread)
    expect(files.map(({ name }) => name)).toEqual([
      'the-prd-of-exports.md',
      'the-prd-analysis-of-exports.md',
      'insights.csv',
      'the-specification-of-exports.md',
      'tasks.csv',
      'the-spec-refinement-of-exports.md',
      'the-research-of-exports.md',
      'the-markdown-document-of-exports.md',
    ])
    for (const file of files) expectToOpen(file)
    expect(team.dump()).not.toContain('{"summary"')
  })

  it('a member’s own model for a task is chosen in one card, and answers only that member', async () => {
    const { team, answer } = open()
    const [max, other] = [team.newMember(), team.newMember()]
    const told = await team.run(max, 'task models')
    for (const { name } of tasks) expect(told).toContain(name)
    const card = team.privateLines(max).findLast(({ menus }) => menus.length === 10)
    if (!card) throw new Error(`There is no card with ten menus\n${team.dump()}`)

    await team.pick(max, card, 'Model for Task analysis…', 'GPT-4o-mini')

    await team.waitFor(
      () => team.privateLines(max).some(({ text }) => text.includes('Saved: Task analysis uses')),
      'the card drawn again',
    )
    const thread = team.ask('Shall we rewrite it?', other)
    await answer(thread, 'Answer from openai/gpt-5')
    await team.run(max, 'task run', { task: 'task_analysis' }, thread)
    await answer(thread, 'Answer from openai/gpt-4o-mini')
    await team.run(other, 'task run', { task: 'task_analysis' }, thread)
    await team.waitFor(
      () =>
        team.lines(thread).filter(({ text }) => text.includes('Answer from openai/gpt-5'))
          .length === 2,
      'the other’s result',
    )
  })
})
