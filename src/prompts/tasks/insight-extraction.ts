import { z } from 'zod'
import { instructions, type Task } from '../task.ts'

const insight = z.looseObject({
  title: z.string().min(1).describe('The insight as one claim, at most twelve words'),
  impact: z.enum(['high', 'medium', 'low']).describe('What it would change if acted on'),
  confidence: z.enum(['high', 'medium', 'low']).describe('How well the material supports it'),
  meaning: z.string().min(1).describe('What follows from it, in one or two sentences'),
  evidence: z
    .array(z.string().min(1))
    .min(1)
    .max(4)
    .describe('Literal quotations, each with who said it or which file it is from'),
  next_step: z.string().describe('What would confirm it or put it to use; empty if nothing would'),
})

export const insightExtraction: Task = {
  id: 'insight_extraction',
  name: 'Insights',
  summary: 'What can be learnt from the conversation, with the evidence',
  output: z.toJSONSchema(
    z.looseObject({
      summary: z.string().min(1).describe('What matters most, in at most three sentences'),
      insights: z.array(insight).max(12).describe('The most consequential first'),
    }),
  ),
  system: instructions(
    'You are a researcher who turns what people say into what a product team can act on.',
    `Extract the insights from the material.
- An insight says something about people, their needs, their behaviour, the product or the market that was not obvious before and that somebody could act on. What was merely said, agreed or planned is none.
- Each stands on literal quotations. Several people saying the same is one insight with several quotations; one person saying it once has low confidence unless it is a fact they know first-hand.
- Interpretation goes into the meaning, never into the quotation. Separate what people do from what they say they would do.
- Contradicting evidence is named in the meaning.
- Three good ones are better than twelve. If there is none, return an empty list and say in the summary what kind of material would help.`,
  ),
}
