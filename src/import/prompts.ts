import { z } from 'zod'
import type { PromptContent } from '../ports/prompts.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { promptInput } from '../prompts/prompt-input.ts'
import { readPrompt } from '../prompts/read-prompt.ts'
import { toDeclaration } from '../prompts/template.ts'
import type { FindById } from './find-by-id.ts'
import { check, readEach, wrong } from './read-each.ts'
import { workspaceId } from './settings.ts'

const line = z.string().regex(/^[^\n]*$/, 'One line.')

/** As a line of the form, or in its parts. */
const variable = z.union([
  line,
  z
    .object({
      name: line,
      kind: z.enum(['text', 'number', 'date', 'choice']).default('text'),
      choices: z.array(z.string().regex(/^[^,()\n]+$/, 'No commas or brackets.')).optional(),
      initial: line.optional(),
    })
    .transform(({ name, kind, choices, initial }) =>
      toDeclaration({ name, kind, ...(choices && { choices }), ...(initial && { initial }) }),
    ),
])

const entry = z.object({
  workspace: workspaceId,
  name: z.string().trim(),
  template: z.string().max(200_000),
  description: z.string().nullish(),
  variables: z.array(variable).nullish(),
  modelId: z.string().nullish(),
  maxOutputTokens: z.number().nullish(),
  temperature: z.number().nullish(),
  step: z.string().nullish(),
  subsystem: z.string().nullish(),
  inputSchema: z.record(z.string(), z.unknown()).nullish(),
  outputSchema: z.record(z.string(), z.unknown()).nullish(),
})

type Entry = z.output<typeof entry>

interface Read {
  readonly workspace: Workspace
  readonly prompt: PromptContent & { readonly name: string }
  readonly hasOwnModel: boolean
}

/** One line per workspace. @throws BotError that names each wrong entry, before anything is written */
export async function* importPrompts(
  { store, find }: { readonly store: Store; readonly find: FindById },
  entries: readonly unknown[],
  fileName: string,
): AsyncGenerator<string> {
  const workspaces = await load(store, entries)
  const seen = new Set<string>()
  const prompts = readEach(entries, each => read(each, { find, workspaces, seen }))
  const actor = { id: 'import', name: `import of ${fileName}` }
  for (const workspace of workspaces.values()) {
    const own = prompts.filter(each => each.workspace === workspace)
    const change = { actor, action: 'prompts imported', target: workspace.id, details: {} }
    const added = await store.prompts.importAll(
      workspace.id,
      own.map(({ prompt }) => prompt),
      change,
    )
    const backfilled = own
      .filter(({ prompt, hasOwnModel }) => !hasOwnModel && added.includes(prompt.name))
      .map(({ prompt }) => prompt.name)
    yield `${workspace.id}: prompts imported ${added.length}, there already ${own.length - added.length}`
    if (backfilled.length > 0) {
      const model = workspace.defaultModelId
      yield `${workspace.id}: without a model ${backfilled.length}, now with ${model}: ${backfilled.join(', ')}`
    }
  }
}

/** Those that the entries name, where they are there. */
async function load(
  store: Store,
  entries: readonly unknown[],
): Promise<ReadonlyMap<string, Workspace>> {
  const named = entries.flatMap(each => entry.pick({ workspace: true }).safeParse(each).data ?? [])
  const ids = [...new Set(named.map(({ workspace }) => workspace))]
  const found = await Promise.all(ids.map(id => store.workspaces.find(id)))
  return new Map(found.flatMap(workspace => (workspace ? [[workspace.id, workspace]] : [])))
}

interface Reading {
  readonly find: FindById
  readonly workspaces: ReadonlyMap<string, Workspace>
  readonly seen: Set<string>
}

function read(raw: unknown, { find, workspaces, seen }: Reading): Read {
  const given = check(entry, raw)
  const workspace = workspaces.get(given.workspace)
  if (!workspace) {
    throw wrong('workspace', 'There is no such workspace. Import its settings first.')
  }
  const typed = check(promptInput, toForm(given))
  const name = given.name.toLowerCase()
  const key = `${workspace.id} ${name}`
  if (seen.has(key)) throw wrong('name', `${name} is in the file twice.`)
  seen.add(key)
  const modelId = given.modelId ? find(given.modelId, 'modelId') : workspace.defaultModelId
  if (!workspace.enabled.some(each => each.modelId === modelId)) {
    throw wrong('modelId', `${modelId} is not enabled in this workspace.`)
  }
  const prompt = { ...readPrompt(typed, undefined, modelId), name }
  return { workspace, prompt, hasOwnModel: Boolean(given.modelId) }
}

/** What a person would have typed, so that the same rules hold. */
function toForm({ name, template, description, variables, step, subsystem, ...more }: Entry) {
  const { maxOutputTokens, temperature, inputSchema, outputSchema } = more
  return {
    name: [name],
    template: [template],
    description: [description ?? ''],
    variables: [(variables ?? []).join('\n')],
    step: [step ?? ''],
    subsystem: [subsystem ?? ''],
    maxOutputTokens: [String(maxOutputTokens ?? '')],
    temperature: [String(temperature ?? '')],
    inputSchema: [inputSchema ? JSON.stringify(inputSchema) : ''],
    outputSchema: [outputSchema ? JSON.stringify(outputSchema) : ''],
  }
}
