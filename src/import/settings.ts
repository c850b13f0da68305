import { z } from 'zod'
import type { ImportedSettings, SettingsImport } from '../ports/imports.ts'
import type { Store } from '../ports/store.ts'
import type { FindById } from './find-by-id.ts'
import { check, readEach, wrong } from './read-each.ts'

const text = z.string().trim().min(1).max(200)

export const workspaceId = z
  .string()
  .regex(
    /^(?:(?:slack|discord):[\w-]+|playground)$/,
    'Write slack:<team id>, discord:<server id> or playground.',
  )

/** The ranges are those of `/models setup`. */
const organisation = z.object({
  id: workspaceId,
  name: text.nullish(),
  llm: z.object({
    provider: text,
    model: text,
    temperature: z.number().min(0).max(2),
    maxTokens: z.int().min(256).max(64_000),
    enabledModels: z.array(text).nullish(),
    defaultModelId: text.nullish(),
  }),
})

const ACTION = 'settings imported'

/** With one of these an admin has said what the file says: that stays. */
const decisions = ['set models', 'set up', 'enable', 'disable', 'default', 'appetite']

/** One line per organisation. @throws BotError that names each wrong entry, before anything is written */
export async function* importSettings(
  { store, find }: { readonly store: Store; readonly find: FindById },
  entries: readonly unknown[],
  fileName: string,
): AsyncGenerator<string> {
  const seen = new Set<string>()
  const wanted = readEach(entries, entry => read(entry, find, seen))
  const actor = { id: 'import', name: `import of ${fileName}` }
  let imported = 0
  let added = 0
  for (const settings of wanted) {
    const details = { default: settings.defaultModelId, enabled: settings.enabled.join(', ') }
    const change = { actor, action: ACTION, target: settings.id, details }
    const result = await store.imports.settings(settings, decisions, change)
    if (result.kind === 'imported') {
      imported += 1
      added += result.added.length
    }
    yield `${settings.id}: ${wordsOf(result, settings)}`
  }
  const skipped = wanted.length - imported
  yield `organisations imported ${imported}, skipped ${skipped}; models enabled ${added}`
}

function read(entry: unknown, find: FindById, seen: Set<string>): ImportedSettings {
  const { id, name, llm } = check(organisation, entry)
  if (seen.has(id)) throw wrong('id', `${id} is in the file twice.`)
  seen.add(id)
  const single = find(llm.model, 'llm.model', llm.provider)
  const listed = (llm.enabledModels ?? []).map((typed, index) =>
    find(typed, `llm.enabledModels.${index}`, llm.provider),
  )
  const defaultModelId = llm.defaultModelId
    ? find(llm.defaultModelId, 'llm.defaultModelId', llm.provider)
    : single
  return {
    ...{ id, name: name ?? id, defaultModelId },
    enabled: [...new Set([...(listed.length > 0 ? listed : [single]), defaultModelId])],
    // as people write it, without what binary fractions add
    temperature: String(Number(llm.temperature.toFixed(3))),
    maxOutputTokens: llm.maxTokens,
  }
}

const reasons = {
  imported: 'imported before',
  chosen: 'an admin has chosen its models or settings',
  same: 'it is like that already',
} as const satisfies Readonly<
  Record<Extract<SettingsImport, { kind: 'skipped' }>['because'], string>
>

function wordsOf(result: SettingsImport, { defaultModelId, enabled }: ImportedSettings): string {
  if (result.kind === 'skipped') return `skipped, ${reasons[result.because]}`
  const { length } = result.added
  return `models enabled ${length}, enabled already ${enabled.length - length}, default ${defaultModelId}`
}
