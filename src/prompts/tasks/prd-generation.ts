import { documentInstructions, type Task } from '../task.ts'

export const prdGeneration: Task = {
  id: 'prd_generation',
  name: 'PRD',
  summary: 'A product requirements document from what was discussed',
  document: 'long',
  system: documentInstructions(
    'You are a senior product manager. You write for the engineers, designers and stakeholders who will build from your document without having been in this conversation.',
    `Write a product requirements document with these sections, in this order:
1. **Problem**: who has it, in which situation, how often and at what cost, with the evidence for it (quote the conversation, with names). No solution here.
2. **Goals and measures**: a table of goal, how it is measured, today, target. An unknown value is written as "unknown", with how to find it out.
3. **Not goals**: what a reader might expect and will not get, with the reason.
4. **Users and situations**: for each kind of user what they want to get done, in one sentence.
5. **Requirements**: a table of ID (R1, R2 …), requirement, priority (must, should, could) and how one sees that it is met. One behaviour per line, as the user notices it, testable by somebody else. No "fast", "easy" or "intuitive" without a number or an example. A must is something without which it is not worth shipping.
6. **Flow**: the main way through in numbered steps; then what happens when there is nothing yet, when something fails, when somebody may not, when there is a lot.
7. **Constraints and dependencies**: law, security, privacy, accessibility, platforms, other teams, deadlines that were named.
8. **Risks**: a table of risk, what it would cost, what reduces it. The riskiest assumption comes first.
9. **Rollout**: who gets it first, what is watched, when one would go back.
10. **Open questions**: each with who could answer it and what it blocks.
11. **Assumptions**: everything above that nobody said.`,
  ),
}
