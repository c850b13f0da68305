import { z } from 'zod'
import { type Context, defineCommand, option } from '../../src/bot/index.ts'
import { runTask } from '../../src/prompts/run-task.ts'
import { type TaskId, taskIds } from '../../src/prompts/task.ts'
import { taskOf, tasks } from '../../src/prompts/tasks.ts'
import { type Card, card, menu, say, text } from '../../src/ui/card.ts'

const LONGEST = 2000

async function run(context: Context, id: TaskId, about = ''): Promise<Card> {
  const task = taskOf(id)
  await runTask(context, task, about.trim())
  return say(`**${task.name}** is under way${context.place.threadId ? ' in this thread' : ''}.`)
}

const menuCard = (): Card =>
  card(
    text('**Which task?** It works on this thread and what is attached to it.'),
    menu({
      action: 'task.run',
      value: '',
      placeholder: 'Run a task…',
      options: tasks.map(({ id, name, summary }) => ({ label: name, value: id, detail: summary })),
    }),
  )

export default defineCommand({
  path: 'task run',
  summary: 'Put this thread to one of ten tasks',
  who: 'member',
  shortcut: 'Run a task',
  options: z.object({
    task: option.choice('What to do', taskIds).optional(),
    text: option.text('What it is about, or what to attend to', LONGEST).optional(),
  }),
  run: (context, { task, text: about }) =>
    task === undefined ? menuCard() : run(context, task, about),
  actions: {
    'task.run': {
      kind: 'private',
      who: 'member',
      run: (context, _value, [chosen = '']) => run(context, z.enum(taskIds).parse(chosen)),
    },
  },
})
