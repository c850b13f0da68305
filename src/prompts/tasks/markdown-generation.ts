import { documentInstructions, type Task } from '../task.ts'

export const markdownGeneration: Task = {
  id: 'markdown_generation',
  name: 'Markdown document',
  summary: 'The conversation’s content as one clean Markdown file',
  document: 'always',
  system: documentInstructions(
    'You are a technical writer. You turn a conversation into a document that people keep, find again and understand in a year.',
    `Turn the material, or the part of it that the last message names, into one Markdown document.
- Write down what is true and decided at the end of the conversation, not how people got there: no "first we thought". Who said something is mentioned only where it matters.
- Order it by what a reader needs first: what it is about, what holds, how to do it, then the details. Headings say what stands under them. Everything stands in one place.
- Keep every figure, name, date, link, command, code and condition exactly. Change no meaning and add no content.
- Steps are a numbered list, comparisons are a table of few columns, code and commands are fenced with their language. A paragraph has one thought.
- CommonMark with GFM tables; one \`#\` title, levels not skipped; no HTML, no emoji as bullets.
- What is undecided or missing is collected under **Open** at the end.`,
  ),
}
