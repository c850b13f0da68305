import { BotError } from '../errors.ts'
import { budgetPatch } from '../money/budget-settings.ts'
import type { Person } from '../ports/chat.ts'
import type { Store } from '../ports/store.ts'
import type {
  AccessKind,
  AccessRule,
  AccessSubject,
  Settings,
  Workspace,
} from '../ports/workspaces.ts'
import type { Catalog } from './catalog.ts'
import { providerOf, shownModels } from './setup-form.ts'
import { notEnabled, type SetupInput } from './setup-input.ts'

interface Saving {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspace: Workspace
  readonly actor: Person
}

/** Saves the parts that were shown. Returns one line per change, for people. */
export async function saveSetup(saving: Saving, input: SetupInput): Promise<readonly string[]> {
  return [
    ...(await saveModels(saving, input)),
    ...(await saveSettings(saving, input)),
    ...(await saveAccess(saving, input)),
  ]
}

async function saveModels(saving: Saving, input: SetupInput): Promise<readonly string[]> {
  const { store, workspace, actor } = saving
  const before = workspace.enabled.map(({ modelId }) => modelId)
  const after = enabledAfter(saving, input)
  const [defaultModelId] = input.default ?? [workspace.defaultModelId]
  if (!after.includes(defaultModelId)) {
    throw new BotError('bad-option', notEnabled, { fields: { default: notEnabled } })
  }
  const added = after.filter(id => !before.includes(id))
  const removed = before.filter(id => !after.includes(id))
  const isMoved = defaultModelId !== workspace.defaultModelId
  if (added.length + removed.length === 0 && !isMoved) return []
  const details = {
    enabled: added.join(', '),
    disabled: removed.join(', '),
    default: defaultModelId,
  }
  const change = { actor, action: 'set models', target: workspace.id, details }
  await store.workspaces.setEnabled(workspace.id, after, defaultModelId, change)
  return [
    ...added.map(id => `\`${id}\` enabled`),
    ...removed.map(id => `\`${id}\` disabled`),
    ...(isMoved ? [`default model: \`${defaultModelId}\``] : []),
  ]
}

/** What was not shown stays as it is. */
function enabledAfter({ catalog, workspace }: Saving, input: SetupInput): readonly string[] {
  const available = catalog.allFor(workspace).filter(model => catalog.routeOf(model, workspace))
  let enabled: readonly string[] = workspace.enabled.map(({ modelId }) => modelId)
  for (const [id, chosen] of Object.entries(input)) {
    const provider = providerOf(id)
    if (provider === undefined || !Array.isArray(chosen)) continue
    const shown = shownModels(available, provider, workspace).map(model => model.id)
    const kept = enabled.filter(modelId => !shown.includes(modelId) || chosen.includes(modelId))
    enabled = [...new Set([...kept, ...chosen.filter(modelId => shown.includes(modelId))])]
  }
  return enabled
}

type Patch = { -readonly [K in keyof Settings]?: Settings[K] | null }

async function saveSettings(
  { store, workspace, actor }: Saving,
  input: SetupInput,
): Promise<readonly string[]> {
  const wanted = patchOf(input)
  const changed = Object.entries(wanted).filter(
    ([name, value]) => (workspace[name as keyof Settings] ?? null) !== value,
  )
  if (changed.length === 0) return []
  const details = Object.fromEntries(changed.map(([name, value]) => [name, String(value ?? '')]))
  const change = { actor, action: 'set up', target: workspace.id, details }
  await store.workspaces.update(workspace.id, Object.fromEntries(changed), change)
  return changed.map(([name, value]) => `${labels[name as keyof Settings]}: ${value ?? 'not set'}`)
}

const labels: Readonly<Record<keyof Settings, string>> = {
  fallbackModelId: 'fallback model',
  timeZone: 'time zone',
  weekStartsOn: 'first day of the week (1 is Monday)',
  monthStartsOn: 'first day of the month of budgets and reports',
  alertPercents: 'alerts at percent of a budget',
  earlyPercent: 'the cheapest model answers from percent of a budget',
  retentionDays: 'days that messages are kept',
  adminChannelId: 'admin channel',
  temperature: 'temperature',
  maxOutputTokens: 'longest answer in tokens',
  questionsPerMinute: 'questions per member and minute',
  guestsAllowed: 'guests may ask',
}

function patchOf(input: SetupInput): Patch {
  const number = (values: readonly string[]) => (values[0] === undefined ? null : Number(values[0]))
  return {
    ...(input.temperature && { temperature: input.temperature[0] ?? null }),
    ...(input.maxTokens && { maxOutputTokens: Number(input.maxTokens[0]) }),
    ...(input.perMinute && { questionsPerMinute: Number(input.perMinute[0]) }),
    ...(input['adminChannel'] && { adminChannelId: input['adminChannel'][0] ?? null }),
    ...(input.timeZone && { timeZone: input.timeZone[0] }),
    ...(input.weekStart && { weekStartsOn: Number(input.weekStart[0]) }),
    ...budgetPatch(input),
    ...(input.retention && { retentionDays: number(input.retention) }),
    ...(input.guests && { guestsAllowed: input.guests[0] === 'yes' }),
  }
}

const ruleFields: Readonly<Record<string, readonly [AccessKind, AccessSubject]>> = {
  admins: ['admin', 'member'],
  adminGroups: ['admin', 'group'],
  allowMembers: ['allow', 'member'],
  allowGroups: ['allow', 'group'],
  allowChannels: ['allow', 'channel'],
  denyMembers: ['deny', 'member'],
  denyGroups: ['deny', 'group'],
  denyChannels: ['deny', 'channel'],
}

async function saveAccess(
  { store, workspace, actor }: Saving,
  input: SetupInput,
): Promise<readonly string[]> {
  const shown = Object.entries(ruleFields).filter(([id]) => Array.isArray(input[id]))
  const isShown = ({ kind, subject }: AccessRule) =>
    shown.some(([, [shownKind, shownSubject]]) => kind === shownKind && subject === shownSubject)
  const kept = workspace.access.filter(rule => !isShown(rule))
  const fresh = shown.flatMap(([id, [kind, subject]]) =>
    (input[id] as readonly string[]).map(subjectId => ({ kind, subject, subjectId })),
  )
  const rules = [...kept, ...fresh]
  if (keyOf(rules) === keyOf(workspace.access)) return []
  const change = {
    actor,
    action: 'set access',
    target: workspace.id,
    details: { rules: keyOf(rules) },
  }
  await store.workspaces.setAccess(workspace.id, rules, change)
  return ['who may ask and who is an admin']
}

const keyOf = (rules: readonly AccessRule[]): string =>
  rules
    .map(({ kind, subject, subjectId }) => `${kind} ${subject} ${subjectId}`)
    .sort()
    .join(', ')
