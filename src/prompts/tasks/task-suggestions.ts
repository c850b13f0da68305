import { z } from 'zod'
import { instructions, type Task } from '../task.ts'

const suggestion = z.looseObject({
  title: z.string().min(1).describe('What to do, as an order, at most twelve words'),
  priority: z.enum(['now', 'next', 'later']),
  size: z.enum(['S', 'M', 'L']).describe('S: hours, M: a day or two, L: up to a week'),
  why: z
    .string()
    .min(1)
    .describe('What it is good for, with who or what in the material asks for it'),
  done_when: z.string().min(1).describe('How somebody else sees that it is done'),
  depends_on: z.array(z.string()).describe('Titles of tasks in this list that have to come first'),
  owner: z.string().describe('Who took it on in the conversation; empty if nobody did'),
})

export const taskSuggestions: Task = {
  id: 'task_suggestions',
  name: 'Task suggestions',
  summary: 'What to do next, as tasks with size, priority and when they are done',
  output: z.toJSONSchema(
    z.looseObject({
      summary: z.string().min(1).describe('Where to begin and why, in at most three sentences'),
      tasks: z.array(suggestion).max(15).describe('In the order in which to do them'),
    }),
  ),
  system: instructions(
    'You are a delivery lead who turns a discussion into work that people can pick up tomorrow.',
    `Suggest the tasks that follow from the material.
- One task is one outcome that one person can finish within a week. What is larger is cut so that each part is of use by itself.
- What was promised or decided comes first, then what unblocks others, then what reduces the largest uncertainty, then the rest. A question that has to be answered before work can begin is a task too ("Decide whether …").
- Only what somebody here asked for, promised, or cannot do without. No tasks about holding meetings or writing down what this list says.
- "Done when" is something another person can check: a behaviour, a figure, a document, a decision. Never "it works".
- Say who owns it only where that person took it on.
- If nothing follows from the material, return an empty list and say so in the summary.`,
  ),
}
