/** As commands, preferences and the ledger name them, in the order in which menus show them. */
export const taskIds = [
  'chat',
  'prd_generation',
  'prd_analysis',
  'insight_extraction',
  'spec_generation',
  'task_suggestions',
  'task_analysis',
  'spec_refinement',
  'research_generation',
  'markdown_generation',
] as const

export type TaskId = (typeof taskIds)[number]

/** One of the ten kinds of work a thread can be put to. */
export interface Task {
  readonly id: TaskId
  readonly name: string
  /** What one gets, at most 75 characters. */
  readonly summary: string
  /** What the model is told beside the rules of the house; `chat` needs nothing more. */
  readonly system?: string
  /** A document begins with a summary for the chat; it becomes a file where it is long, or `always`. */
  readonly document?: 'long' | 'always'
  /** A JSON schema of what comes out, where it is not prose. */
  readonly output?: Readonly<Record<string, unknown>>
}

/** What holds for every task but `chat`. */
const ground = `You are asked for one piece of work on this conversation. The last message names it and may say what to attend to.
- Everything said and attached here that bears on the work is your material. Read all of it before you write.
- Write in the language that most of the conversation is in, with its words for things.
- Never invent facts, figures, names, dates, quotations, sources or decisions. Where the material is silent, say that it is; what you assume is marked as an assumption.
- Where people contradict one another, show both sides with their names and say which came last. Do not pick a winner in silence.
- Be as long as the work needs and no longer; this replaces the rule to be brief.
- Leave out a part for which there is nothing to say, rather than fill it. No preamble, no praise, no summary of these instructions.`

const documentForm = `Answer in two parts.
First, for the chat: at most five short lines that somebody in a hurry can act on: what this is, what matters most in it, what is still open.
Then a line with only \`=== DOCUMENT ===\`.
Then the whole document in Markdown, which begins with one \`#\` title and can be read without the chat. No code fence around it, nothing after it.`

export const instructions = (role: string, work: string): string =>
  [role, ground, work].join('\n\n')

export const documentInstructions = (role: string, work: string): string =>
  [role, ground, work, documentForm].join('\n\n')
