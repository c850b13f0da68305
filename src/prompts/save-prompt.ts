import { BotError } from '../errors.ts'
import { pickEnabled } from '../models/choose-model.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { Attachment, ChatPlatform, Person } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Prompt, PromptContent } from '../ports/prompts.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { promptById } from './find-prompt.ts'
import type { TypedPrompt } from './prompt-input.ts'
import { readPrompt, variablesOf } from './read-prompt.ts'

export interface Saving {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly actor: Person
  readonly clock: Clock
}

const DRAFT_MS = 7 * 86_400_000
const LONGEST_BYTES = 200_000

const changeOf = (
  { actor }: Saving,
  action: string,
  prompt: { name: string; modelId: string },
) => ({
  actor: { id: actor.id, name: actor.name },
  action,
  target: prompt.name,
  details: { model: prompt.modelId },
})

/** A new prompt, or with `id|version` as state a further version of one. */
export async function savePrompt(
  parts: Saving,
  typed: TypedPrompt,
  state: string,
): Promise<Prompt> {
  const [id = '', basedOn = ''] = state.split('|')
  const known = id === '' ? undefined : await promptById(parts, id)
  const wanted = typed.model ?? known?.modelId ?? parts.workspace.defaultModelId
  // what was not chosen just now need not be enabled any more
  const modelId = typed.model ? pickEnabled(parts, wanted).model.id : wanted
  const content = readPrompt(typed, known, modelId)
  return known ? change(parts, known, typed, content, Number(basedOn)) : add(parts, typed, content)
}

function add(parts: Saving, { name, scope }: TypedPrompt, content: PromptContent) {
  const { store, workspace, actor, clock } = parts
  if (!name) {
    const sentence = 'Save the prompt with its name first; then press Edit for the rest.'
    throw new BotError('bad-option', sentence, { fields: { name: sentence } })
  }
  const isDraft = scope?.[0] === 'draft'
  const prompt = {
    ...content,
    workspaceId: workspace.id,
    name: name.toLowerCase(),
    ownerId: isDraft ? actor.id : '',
    ...(isDraft && { expiresAt: new Date(clock.now().getTime() + DRAFT_MS) }),
  }
  return store.prompts.create(prompt, 'created', changeOf(parts, 'prompt created', prompt))
}

function change(
  parts: Saving,
  known: Prompt,
  { name }: TypedPrompt,
  content: PromptContent,
  basedOn: number,
) {
  if (name && name.toLowerCase() !== known.name) {
    const sentence = 'A prompt keeps its name. Create another one to call it something else.'
    throw new BotError('bad-option', sentence, { fields: { name: sentence } })
  }
  const saved = changeOf(parts, 'prompt edited', { name: known.name, modelId: content.modelId })
  return parts.store.prompts.save(known.id, basedOn, content, 'edited', saved)
}

/** A template that is too long for a form comes as a text file with the command. */
export async function saveTemplate(
  parts: Saving,
  known: Prompt,
  file: Attachment,
): Promise<Prompt> {
  if (file.sizeBytes > LONGEST_BYTES) {
    throw new BotError('bad-option', `${file.name} is larger than 200 kB. Shorten the template.`)
  }
  const bytes = await parts.chat.download(parts.workspace.id, file)
  const template = decode(bytes, file.name).trim()
  if (template === '') throw new BotError('bad-option', `${file.name} is empty.`)
  const variables = variablesOf(template, undefined, known.variables)
  const content = { ...known, template, variables }
  const saved = changeOf(parts, 'prompt edited', known)
  return parts.store.prompts.save(known.id, known.version, content, 'template from a file', saved)
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new BotError('bad-option', `${name} is no text file.`, { cause: error })
  }
}
