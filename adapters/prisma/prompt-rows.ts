import type { Person } from '../../src/ports/chat.ts'
import type { Prompt, PromptContent, PromptVersion, Variable } from '../../src/ports/prompts.ts'
import type { Tx } from './db.ts'
import type * as Row from './generated/sqlite/client.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { present } from './rows.ts'

interface Saving {
  readonly version: number
  readonly reason: string
  readonly by: Person
  readonly now: Date
  readonly batchId?: string
}

const json = (value: unknown) =>
  value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue)

export const fromContent = (
  content: PromptContent,
  { version, reason, by, now, batchId }: Saving,
) => ({
  version,
  reason,
  batchId: batchId ?? null,
  description: content.description,
  template: content.template,
  variables: content.variables as unknown as Prisma.InputJsonValue,
  inputSchema: json(content.inputSchema),
  outputSchema: json(content.outputSchema),
  step: content.step ?? null,
  subsystem: content.subsystem ?? null,
  modelId: content.modelId,
  maxOutputTokens: content.maxOutputTokens ?? null,
  temperature: content.temperature ?? null,
  savedBy: by.id,
  savedByName: by.name,
  savedAt: now,
})

export function toContent(row: Row.PromptVersion): PromptContent {
  const { description, template, variables, modelId } = row
  const { inputSchema, outputSchema, step, subsystem, maxOutputTokens, temperature } = row
  return {
    description,
    template,
    modelId,
    variables: variables as unknown as readonly Variable[],
    ...present({ inputSchema, outputSchema, step, subsystem, maxOutputTokens, temperature }),
  } as PromptContent
}

export function toPrompt(row: Row.Prompt, version: Row.PromptVersion): Prompt {
  const { id, workspaceId, ownerId, name, expiresAt, archivedAt } = row
  return {
    ...toContent(version),
    ...{ id, workspaceId, ownerId, name, version: version.version },
    ...present({ expiresAt, archivedAt }),
  }
}

export const toVersion = (row: Row.PromptVersion): PromptVersion => ({
  ...toContent(row),
  version: row.version,
  reason: row.reason,
  savedBy: { id: row.savedBy, name: row.savedByName },
  savedAt: row.savedAt,
})

/** SQLite takes no condition with more than a thousand parts. */
const PARTS = 400

export async function versionsOf(
  db: Pick<Tx, 'promptVersion'>,
  keys: readonly { readonly promptId: string; readonly version: number }[],
): Promise<readonly Row.PromptVersion[]> {
  const found: Row.PromptVersion[] = []
  for (let from = 0; from < keys.length; from += PARTS) {
    const part = keys.slice(from, from + PARTS)
    found.push(...(await db.promptVersion.findMany({ where: { OR: [...part] } })))
  }
  return found
}
