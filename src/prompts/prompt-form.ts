import { toOption } from '../models/model-menu.ts'
import type { EnabledEntry } from '../models/workspaces.ts'
import type { Prompt } from '../ports/prompts.ts'
import type { Form, FormField } from '../ui/form.ts'
import { toDeclaration } from './template.ts'

/** Longer templates come as a file. */
export const LONGEST_TEMPLATE = 3000
const MOST_MODELS = 100

export type PromptFields = Pick<Prompt, 'name'> & Partial<Prompt>

/** With a prompt's id as state it edits that one. */
export function promptForm(
  models: readonly EnabledEntry[],
  prompt: PromptFields | undefined,
  defaultModelId: string,
): Form {
  const template = prompt?.template ?? ''
  return {
    id: 'prompt',
    title: prompt ? 'Edit the prompt' : 'New prompt',
    submitLabel: 'Save',
    state: prompt?.id ? `${prompt.id}|${prompt.version}` : '',
    sections: [
      {
        id: 'text',
        title: 'The prompt',
        fields: [
          line('name', 'Name', 'Small letters, digits and dashes', prompt?.name, true),
          line('description', 'What it is for', '', prompt?.description),
          ...(template.length > LONGEST_TEMPLATE ? [] : [templateField(template)]),
          {
            ...line(
              'variables',
              'Variables, one a line',
              'Such as: topic, or count: number = 3, or tone: choice (warm, dry)',
              prompt?.variables?.map(toDeclaration).join('\n'),
            ),
            multiline: true,
            maxLength: 2000,
          },
          modelField(models, prompt?.modelId ?? defaultModelId),
        ],
      },
      {
        id: 'more',
        title: 'Its limits and place',
        fields: [
          line(
            'maxOutputTokens',
            'Longest answer, in tokens',
            'Empty: as the workspace says',
            prompt?.maxOutputTokens?.toString(),
          ),
          line(
            'temperature',
            'Temperature, 0 to 2',
            'Empty: as the workspace says',
            prompt?.temperature,
          ),
          line('step', 'Step of the workflow', '', prompt?.step),
          line('subsystem', 'Subsystem', '', prompt?.subsystem),
          {
            ...line(
              'outputSchema',
              'JSON schema of the answer',
              'Empty: the answer is text',
              prompt?.outputSchema && JSON.stringify(prompt.outputSchema, null, 2),
            ),
            multiline: true,
            maxLength: 3000,
          },
        ],
      },
      {
        id: 'input',
        title: 'What goes in',
        fields: [
          {
            ...line(
              'inputSchema',
              'JSON schema of the variables’ values',
              'Empty: each by its own kind',
              prompt?.inputSchema && JSON.stringify(prompt.inputSchema, null, 2),
            ),
            multiline: true,
            maxLength: 3000,
          },
          scopeField(prompt),
        ],
      },
    ],
  }
}

type Line = Extract<FormField, { kind: 'text' }>

const line = (
  id: string,
  label: string,
  hint: string,
  initial: string | undefined,
  required = false,
): Line => ({
  kind: 'text',
  id,
  label,
  required,
  multiline: false,
  maxLength: 200,
  ...(hint && { hint }),
  ...(initial && { initial }),
})

const templateField = (initial: string): Line => ({
  kind: 'text',
  id: 'template',
  label: 'Template',
  hint: 'Variables as {{name}}; a longer one: attach it as a file to @bot !prompts edit <name>',
  required: true,
  multiline: true,
  maxLength: LONGEST_TEMPLATE,
  ...(initial && { initial }),
})

const modelField = (models: readonly EnabledEntry[], chosen: string): FormField => {
  const usable = models.filter(({ isAvailable, model }) => isAvailable && model.id.length <= 75)
  const ordered = [...usable].sort(
    (a, b) => Number(b.model.id === chosen) - Number(a.model.id === chosen),
  )
  return {
    kind: 'choice',
    id: 'model',
    label: 'Model',
    required: true,
    multiple: false,
    choices: ordered.slice(0, MOST_MODELS).map(entry => {
      const { label, value, detail = '' } = toOption(entry, undefined)
      return { label, value, detail }
    }),
    initial: usable.some(({ model }) => model.id === chosen) ? [chosen] : [],
  }
}

const scopeField = (prompt: PromptFields | undefined): FormField => ({
  kind: 'choice',
  id: 'scope',
  label: 'For whom',
  required: true,
  multiple: false,
  choices: [
    { label: 'Everybody (production)', value: 'production' },
    { label: 'My draft, for a week', value: 'draft' },
  ],
  initial: [prompt?.ownerId ? 'draft' : 'production'],
})
