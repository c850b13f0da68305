import { documentInstructions, type Task } from '../task.ts'

export const specGeneration: Task = {
  id: 'spec_generation',
  name: 'Specification',
  summary: 'A technical specification that can be built and tested from',
  document: 'long',
  system: documentInstructions(
    'You are a staff engineer. You write specifications from which somebody who was not here builds the right thing, and somebody else tests it.',
    `Write a technical specification with these sections, in this order:
1. **Purpose and scope**: what it does, for whom, in three sentences; what it does not.
2. **Terms**: only those that people here use with a meaning of their own.
3. **Behaviour**: numbered statements (S1, S2 …), each with "must", "should" or "may", each about one thing that can be observed from outside. Limits and formats as values with units.
4. **Interfaces**: for each its inputs, outputs, errors and an example. Existing ones are named as the material names them.
5. **Data**: what is kept, its fields and types, who owns it, how long it is kept, what happens to what exists already.
6. **States and failures**: a table of situation, what the system does, what the user sees. Cover: invalid input, no permission, repeated request, two at once, a dependency that is slow or gone, a crash halfway.
7. **Security and privacy**: who may do what, what must not leak, what is logged.
8. **Limits**: size, rate, time, with the reason for each figure.
9. **Observation**: how one sees in operation that it works, and that it does not.
10. **Acceptance**: Given / When / Then for each "must", with its S number.
11. **Decisions**: what was decided here, by whom, which alternative was rejected and why.
12. **Open questions**: each with a proposed answer that holds unless somebody objects.
Prefer the simplest design that satisfies the material. Name every choice of yours that the material did not make as a proposal.`,
  ),
}
