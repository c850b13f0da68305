import { z } from 'zod'
import { BotError } from '../../errors.ts'
import { AUTO } from '../../models/resolve-model.ts'
import { choiceFor } from '../../models/task-models.ts'
import type { EnabledEntry } from '../../models/workspaces.ts'
import type { Workspace } from '../../ports/workspaces.ts'
import { type TaskId, taskIds } from '../../prompts/task.ts'
import { defineRoute, type HttpServices } from '../define-route.ts'
import { findWorkspace } from '../find-workspace.ts'
import { workspaceId } from '../schemas.ts'

const choice = z.strictObject({
  provider: z.string().min(1).max(100).describe('Its maker, such as `openai`; `auto` with `auto`'),
  model: z.string().min(1).max(200).describe('Its id, or the part after the slash'),
})

type Wanted = z.output<typeof choice>

/** `prd_generation` is `prdGeneration` here. */
const toKey = (task: TaskId): string =>
  task.replaceAll(/_(?<letter>[a-z])/g, (_match, letter: string) => letter.toUpperCase())

const choices = Object.fromEntries(taskIds.map(task => [toKey(task), choice]))

const userId = z.string().min(1).max(100).describe('The platform’s id of the member')
const path = '/api/users/:userId/model-preferences'
const query = z.object({ workspace: workspaceId })
const params = z.object({ userId })
const answer = z.object({
  userId,
  ...choices,
  updatedAt: z.iso.datetime().nullable().describe('When the member last chose; null: never'),
})

interface Member {
  readonly workspace: Workspace
  readonly userId: string
}

/** What each task would use where neither thread nor channel says something: own choices and, without them, defaults. */
async function preferences({ store }: HttpServices, { workspace, userId }: Member) {
  const [own, chosenAt] = await Promise.all([
    store.choices.ofMember(workspace.id, userId),
    store.choices.memberChosenAt(workspace.id, userId),
  ])
  const byTask = taskIds.map(task => {
    const { modelId } = choiceFor(task, { workspace, own })
    return [toKey(task), fromId(modelId)]
  })
  return { userId, ...Object.fromEntries(byTask), updatedAt: chosenAt?.toISOString() ?? null }
}

function fromId(modelId: string): Wanted {
  const slash = modelId.indexOf('/')
  if (slash === -1) return { provider: modelId, model: modelId }
  return { provider: modelId.slice(0, slash), model: modelId.slice(slash + 1) }
}

interface Problem {
  readonly field: 'provider' | 'model'
  readonly detail: string
}

function read(entries: readonly EnabledEntry[], wanted: Wanted): string | Problem {
  if (wanted.provider === AUTO && wanted.model === AUTO) return AUTO
  const provider = wanted.provider === 'xai' ? 'x-ai' : wanted.provider
  const made = entries.filter(({ model }) => model.provider === provider)
  if (made.length === 0) {
    return { field: 'provider', detail: `no enabled model is made by “${wanted.provider}”` }
  }
  const found = made.find(({ model: { id } }) =>
    [id, id.slice(id.indexOf('/') + 1)].includes(wanted.model),
  )
  if (!found) {
    return {
      field: 'model',
      detail: `“${wanted.model}” is no enabled model of “${wanted.provider}”`,
    }
  }
  if (!found.isAvailable) return { field: 'model', detail: `no key serves “${wanted.model}”` }
  return found.model.id
}

/** All of them or none. @throws BotError `bad-option` naming each that is wrong */
async function save(
  services: HttpServices,
  { workspace, userId }: Member,
  wanted: ReadonlyMap<TaskId, { readonly field: string; readonly choice: Wanted }>,
): Promise<void> {
  const { store, workspaces, clock } = services
  const entries = workspaces.enabledModels(workspace)
  const chosen: Partial<Record<TaskId, string>> = {}
  const fields: Record<string, string> = {}
  for (const [task, { field, choice: one }] of wanted) {
    const found = read(entries, one)
    if (typeof found === 'string') chosen[task] = found
    else fields[`${field}${found.field}`] = found.detail
  }
  const problems = Object.entries(fields).map(([field, detail]) => `${field}: ${detail}.`)
  if (problems.length > 0) throw new BotError('bad-option', problems.join(' '), { fields })
  await store.choices.setMember(workspace.id, userId, chosen, clock.now())
}

function readTask(typed: string): TaskId {
  const task = taskIds.find(id => id === typed || toKey(id) === typed)
  if (task) return task
  const known = taskIds.map(toKey).join(', ')
  throw new BotError('bad-option', `“${typed}” is no task. The tasks are ${known}.`, {
    fields: { taskType: 'there is no such task' },
  })
}

export const readPreferences = defineRoute({
  method: 'GET',
  path,
  summary: 'Which model a member uses for which task',
  access: 'read',
  params,
  query,
  answer,
  async run(services, { params: { userId }, query: { workspace: id } }) {
    return preferences(services, { workspace: await findWorkspace(services, id), userId })
  },
})

export const writePreferences = defineRoute({
  method: 'PUT',
  path,
  summary: 'Choose the models of all ten tasks for a member',
  access: 'admin',
  params,
  query,
  body: z.strictObject({
    ...choices,
    userId: userId.optional(),
    updatedAt: z.iso.datetime().nullish(),
  }),
  answer,
  async run(services, { params: { userId }, query: { workspace: id }, body }) {
    const member = { workspace: await findWorkspace(services, id), userId }
    const given = new Map<string, unknown>(Object.entries(body))
    const wanted = new Map(
      taskIds.map(task => {
        const key = toKey(task)
        return [task, { field: `${key}.`, choice: choice.parse(given.get(key)) }] as const
      }),
    )
    await save(services, member, wanted)
    return preferences(services, member)
  },
})

export const writePreference = defineRoute({
  method: 'PUT',
  path: `${path}/:taskType`,
  summary: 'Choose the model of one task for a member',
  access: 'admin',
  params: z.object({ userId, taskType: z.string().min(1).max(100).describe('`prdGeneration`') }),
  query,
  body: choice,
  answer,
  async run(services, { params: { userId, taskType }, query: { workspace: id }, body }) {
    const task = readTask(taskType)
    const member = { workspace: await findWorkspace(services, id), userId }
    await save(services, member, new Map([[task, { field: '', choice: body }]]))
    return preferences(services, member)
  },
})
