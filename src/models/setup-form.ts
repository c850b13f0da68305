import { budgetsSection } from '../money/budget-settings.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { AccessKind, AccessSubject, Workspace } from '../ports/workspaces.ts'
import type { ChoiceField, Form, FormSection, PickField } from '../ui/form.ts'
import type { Catalog } from './catalog.ts'
import { menuDetail } from './describe-model.ts'

interface SettingUp {
  readonly catalog: Catalog
  readonly workspace: Workspace
}

/** More than a platform's menus take; the rest is reached by `/models enable`. */
const PER_PROVIDER = 100
const MODELS = 'models.'

/** Field id of the models of one provider. */
export const providerOf = (fieldId: string): string | undefined =>
  fieldId.startsWith(MODELS) ? fieldId.slice(MODELS.length) : undefined

/** Everything an admin sets up, in one form. */
export function setupForm({ catalog, workspace }: SettingUp): Form {
  const available = catalog.allFor(workspace).filter(model => catalog.routeOf(model, workspace))
  return {
    id: 'models.setup',
    title: 'Set up Switchboard',
    submitLabel: 'Save',
    state: '',
    sections: [
      ...modelSections(available, workspace),
      answersSection(available, workspace, catalog.find(workspace.defaultModelId)),
      workspaceSection(workspace),
      budgetsSection(workspace),
      peopleSection(workspace),
      placesSection(workspace),
    ],
  }
}

/** The shown models of a provider: enabled ones first, so that none is lost by saving. */
export function shownModels(
  available: readonly CatalogModel[],
  provider: string,
  { enabled, defaultModelId }: Workspace,
) {
  const isDefault = ({ id }: CatalogModel) => id === defaultModelId
  const isEnabled = ({ id }: CatalogModel) => enabled.some(({ modelId }) => modelId === id)
  const own = available.filter(model => model.provider === provider && model.id.length <= 75)
  const [first, others] = [own.filter(isDefault), own.filter(model => !isDefault(model))]
  return [
    ...first,
    ...others.filter(isEnabled),
    ...others.filter(model => !isEnabled(model)),
  ].slice(0, PER_PROVIDER)
}

function modelSections(available: readonly CatalogModel[], workspace: Workspace): FormSection[] {
  const providers = [...new Set(available.map(({ provider }) => provider))].sort()
  const fields = providers.map((provider): ChoiceField => {
    const shown = shownModels(available, provider, workspace)
    return {
      kind: 'choice',
      id: `${MODELS}${provider}`,
      label: `Enabled models: ${provider}`.slice(0, 45),
      required: false,
      multiple: true,
      choices: shown.map(toChoice),
      initial: workspace.enabled
        .map(({ modelId }) => modelId)
        .filter(id => shown.some(model => model.id === id)),
    }
  })
  return Array.from({ length: Math.ceil(fields.length / 5) }, (_, index) => ({
    id: `models${index || ''}`,
    title: index === 0 ? 'Models' : `Models ${index + 1}`,
    fields: fields.slice(index * 5, index * 5 + 5),
  }))
}

const toChoice = (model: CatalogModel) => ({
  label: model.name.slice(0, 75),
  value: model.id,
  detail: menuDetail(model).slice(0, 75),
})

function answersSection(
  available: readonly CatalogModel[],
  workspace: Workspace,
  current: CatalogModel | undefined,
): FormSection {
  const others = workspace.enabled.flatMap(
    ({ modelId }) =>
      available.find(({ id }) => id === modelId && modelId !== workspace.defaultModelId) ?? [],
  )
  // one that cannot answer at the moment stays the default until somebody picks another
  const choices = [...(current ? [current] : []), ...others].filter(({ id }) => id.length <= 75)
  return {
    id: 'answers',
    title: 'Answers',
    fields: [
      {
        kind: 'choice',
        id: 'default',
        label: 'Default model',
        hint: 'One of the enabled ones',
        required: true,
        multiple: false,
        choices: choices.slice(0, PER_PROVIDER).map(toChoice),
        initial: current ? [current.id] : [],
      },
      textField(
        'temperature',
        'Temperature',
        'From 0 to 2; empty leaves it to the model',
        workspace.temperature,
      ),
      textField(
        'maxTokens',
        'Longest answer in tokens',
        '256 to 64000',
        String(workspace.maxOutputTokens),
        true,
      ),
      textField(
        'perMinute',
        'Questions per member and minute',
        '1 to 600',
        String(workspace.questionsPerMinute),
        true,
      ),
    ],
  }
}

function workspaceSection(workspace: Workspace): FormSection {
  const { adminChannelId, timeZone, weekStartsOn, retentionDays } = workspace
  return {
    id: 'workspace',
    title: 'Workspace',
    fields: [
      {
        ...pick('adminChannel', 'Admin channel', 'channels', 'Notices for admins go here'),
        multiple: false,
        initial: adminChannelId ? [adminChannelId] : [],
      },
      textField('timeZone', 'Time zone', 'Such as Europe/Berlin', timeZone, true),
      {
        kind: 'choice',
        id: 'weekStart',
        label: 'First day of the week',
        required: true,
        multiple: false,
        choices: weekdays.map((label, index) => ({ label, value: String(index + 1) })),
        initial: [String(weekStartsOn)],
      },
      textField(
        'retention',
        'Keep messages for how many days',
        'Empty keeps them for ever; the ledger stays',
        retentionDays === undefined ? '' : String(retentionDays),
      ),
    ],
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function peopleSection(workspace: Workspace): FormSection {
  const ruled = (kind: AccessKind, subject: AccessSubject) => subjectsOf(workspace, kind, subject)
  return {
    id: 'people',
    title: 'People',
    fields: [
      { ...pick('admins', 'Further admins', 'members'), initial: ruled('admin', 'member') },
      {
        ...pick('adminGroups', 'Groups whose members are admins', 'groups'),
        initial: ruled('admin', 'group'),
      },
      {
        ...pick('allowMembers', 'Only these people may ask', 'members', 'Empty: everybody'),
        initial: ruled('allow', 'member'),
      },
      {
        ...pick('allowGroups', 'Only these groups may ask', 'groups', 'Empty: everybody'),
        initial: ruled('allow', 'group'),
      },
      {
        ...pick('denyMembers', 'These people may not ask', 'members'),
        initial: ruled('deny', 'member'),
      },
    ],
  }
}

function placesSection(workspace: Workspace): FormSection {
  const ruled = (kind: AccessKind, subject: AccessSubject) => subjectsOf(workspace, kind, subject)
  return {
    id: 'places',
    title: 'Places and guests',
    fields: [
      {
        ...pick('allowChannels', 'Only in these channels', 'channels', 'Empty: in all'),
        initial: ruled('allow', 'channel'),
      },
      {
        ...pick('denyChannels', 'Not in these channels', 'channels'),
        initial: ruled('deny', 'channel'),
      },
      {
        ...pick('denyGroups', 'These groups may not ask', 'groups'),
        initial: ruled('deny', 'group'),
      },
      {
        kind: 'choice',
        id: 'guests',
        label: 'Guests and people of other organisations',
        required: true,
        multiple: false,
        choices: [
          { label: 'may not ask', value: 'no' },
          { label: 'may ask', value: 'yes' },
        ],
        initial: [workspace.guestsAllowed ? 'yes' : 'no'],
      },
    ],
  }
}

const subjectsOf = ({ access }: Workspace, kind: AccessKind, subject: AccessSubject) =>
  access
    .filter(rule => rule.kind === kind && rule.subject === subject)
    .map(({ subjectId }) => subjectId)

const pick = (id: string, label: string, of: PickField['of'], hint?: string) => ({
  kind: 'pick' as const,
  id,
  label,
  of,
  required: false,
  multiple: true,
  ...(hint && { hint }),
})

const textField = (id: string, label: string, hint: string, initial = '', required = false) => ({
  kind: 'text' as const,
  id,
  label,
  hint,
  required,
  multiline: false,
  maxLength: 100,
  ...(initial && { initial }),
})
