import type { TurnSpec } from '../ports/turns.ts'
import { type Task, type TaskId, taskIds } from './task.ts'
import { chat } from './tasks/chat.ts'
import { insightExtraction } from './tasks/insight-extraction.ts'
import { markdownGeneration } from './tasks/markdown-generation.ts'
import { prdAnalysis } from './tasks/prd-analysis.ts'
import { prdGeneration } from './tasks/prd-generation.ts'
import { researchGeneration } from './tasks/research-generation.ts'
import { specGeneration } from './tasks/spec-generation.ts'
import { specRefinement } from './tasks/spec-refinement.ts'
import { taskAnalysis } from './tasks/task-analysis.ts'
import { taskSuggestions } from './tasks/task-suggestions.ts'

const byId: Readonly<Record<TaskId, Task>> = {
  chat,
  prd_generation: prdGeneration,
  prd_analysis: prdAnalysis,
  insight_extraction: insightExtraction,
  spec_generation: specGeneration,
  task_suggestions: taskSuggestions,
  task_analysis: taskAnalysis,
  spec_refinement: specRefinement,
  research_generation: researchGeneration,
  markdown_generation: markdownGeneration,
}

export const taskOf = (id: TaskId): Task => byId[id]

/** In the order in which menus show them. */
export const tasks: readonly Task[] = taskIds.map(taskOf)

/** What a turn keeps of a task. */
export const toSpec = ({ id, name, system, document, output }: Task): TurnSpec => ({
  kind: 'task',
  id,
  name,
  ...(system !== undefined && { system }),
  ...(document !== undefined && { document }),
  ...(output !== undefined && { output }),
})
