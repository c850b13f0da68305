import { expect, it } from 'vitest'
import { showStructured } from '../../../src/turns/show-structured.ts'
import { readStructured } from '../../../src/turns/structured.ts'

const schema = {
  type: 'object',
  required: ['summary', 'tasks'],
  properties: {
    summary: { type: 'string' },
    tasks: {
      type: 'array',
      items: { type: 'object', required: ['title'], properties: { title: { type: 'string' } } },
    },
  },
}
const data = {
  summary: 'Begin with the export.',
  tasks: [
    { title: 'Write the *CSV*', size: 'S', done_when: 'A file\nopens', depends_on: [] },
    { title: '=SUM(A1)', size: 'L', done_when: 'x, "y"', depends_on: ['Write the CSV', 'Ask'] },
  ],
}

it.each([
  ['as it should be', JSON.stringify(data)],
  ['in a code block', `\`\`\`json\n${JSON.stringify(data, null, 2)}\n\`\`\``],
  ['with words around it', `Here you are: ${JSON.stringify(data)} Anything else?`],
])('reads data %s', (_how, answer) => {
  expect(readStructured(schema, answer)).toEqual({ kind: 'fits', data })
})

it.each([
  ['broken off', '{"summary": "x", "tasks": [', 'It is not one complete JSON object.'],
  ['prose', 'I would rather talk.', 'It is not one complete JSON object.'],
  ['of another form', '{"summary": "x", "tasks": [{"name": 1}]}', 'tasks[0].title'],
  ['an array', '[1, 2]', 'It is not one complete JSON object.'],
])('says what is wrong with an answer that is %s', (_what, answer, problem) => {
  const read = readStructured(schema, answer)

  expect(read.kind).toBe('misfits')
  expect(read.kind === 'misfits' && read.problems).toContain(problem)
})

it('shows data as prose and a list, never as JSON', () => {
  expect(showStructured(data, 'Tasks').markdown).toBe(`Begin with the export.

1. **Write the *CSV*** · size: S
   - Done when: A file opens
2. **=SUM(A1)** · size: L
   - Done when: x, "y"
   - Depends on:
     - Write the CSV
     - Ask`)
})

it('gives the list as a table for a spreadsheet, in which nothing runs', () => {
  const { file } = showStructured(data, 'Tasks')

  expect(file).toMatchObject({
    name: 'tasks.csv',
    mimeType: 'text/csv',
    alt: 'Tasks as a table of 2 rows.',
    content:
      'Title,Size,Done when,Depends on\r\nWrite the *CSV*,S,A file opens,\r\n\'=SUM(A1),L,"x, ""y""",Write the CSV; Ask\r\n',
  })
})

it('shows what a schema of anybody’s may bring', () => {
  const odd = {
    ok: true,
    count: 3,
    names: ['a', 'b'],
    inner: { x: { y: 1 } },
    none: null,
    list: [],
  }

  expect(showStructured(odd, 'Odd').markdown).toBe(
    '**Ok:** true\n\n**Count:** 3\n\n**Names**\n- a\n- b\n\n1. **Y: 1**',
  )
  expect(showStructured({}, 'Odd').markdown).toBe('_Nothing was found._')
})
