import { z } from 'zod'
import { defineCommand, option } from '../../src/bot/index.ts'
import { findPrompt } from '../../src/prompts/find-prompt.ts'
import { promptCard } from '../../src/prompts/prompt-card.ts'
import { saveTemplate } from '../../src/prompts/save-prompt.ts'

export default defineCommand({
  path: 'prompts edit',
  summary: 'Change a prompt; what was stays in its history',
  who: 'admin',
  options: z.object({ name: option.text('The prompt’s name', 60) }),
  async run(context, { name }) {
    const prompt = await findPrompt(context, name)
    const [attached] = context.attachments
    if (!attached) return promptCard(`**${prompt.name}**, as it is now.`, prompt)
    const saved = await saveTemplate(context, prompt, attached)
    return promptCard(`**${saved.name}** has the template of ${attached.name} now.`, saved)
  },
})
