import type { RefreshChanges } from '../ports/catalog.ts'
import {
  type Block,
  type Button,
  buttons,
  type Card,
  card,
  menu,
  note,
  type Row,
  rows,
  text,
} from '../ui/card.ts'
import { menuDetail } from './describe-model.ts'
import { headings, type Item, type ItemKind, itemsOf, type Telling } from './refresh-items.ts'
import { successorBlocks } from './successor-card.ts'

const SHOWN = 6
const DECIDED_HERE = 3
const MENU = 25
const VALUE = 75
const LABEL = 60
const PAGE = 10

/** What a refresh changed, for the admins of one workspace, with what they can do about it. */
export function refreshCard(
  telling: Telling,
  id: string,
  changes: RefreshChanges,
  heading: string,
): Card {
  const items = itemsOf(telling, changes)
  const kinds = [...new Set(items.map(({ kind }) => kind))]
  const ofKind = (kind: ItemKind) => items.filter(item => item.kind === kind)
  const isCut = kinds.some(kind => ofKind(kind).length > shownOf(kind))
  return card(
    text(heading),
    ...kinds.flatMap(kind => section(telling, kind, ofKind(kind))),
    ...successorBlocks(telling, changes),
    isCut && id !== ''
      ? buttons({ label: 'See all', action: 'refresh.all', value: `${id}|0` })
      : undefined,
  )
}

const shownOf = (kind: ItemKind): number => (kind === 'waiting' ? DECIDED_HERE : SHOWN)

function section(
  telling: Telling,
  kind: ItemKind,
  items: readonly Item[],
): readonly (Block | undefined)[] {
  const shown = items.slice(0, shownOf(kind))
  const rest = items.length - shown.length
  const more = rest > 0 ? note(`… and ${rest} more`) : undefined
  if (kind === 'waiting') {
    const asked = shown.flatMap(item => [text(item.markdown), decision(telling, item)])
    return [text(`**${headings[kind]}**`), ...asked, more]
  }
  const lines = shown.map(({ markdown }) => `• ${markdown}`).join('\n')
  const act = kind === 'added' ? enabling(telling, items) : undefined
  return [text(`**${headings[kind]}**\n${lines}`), more, act]
}

/** Yes or no to a proposed price; nothing once it is decided. */
export function decision({ catalog }: Telling, { modelId }: Pick<Item, 'modelId'>) {
  const proposal = catalog.find(modelId)?.proposal
  if (!proposal) return undefined
  return buttons(
    { label: 'Accept the new price', action: 'refresh.accept', value: proposal.id },
    ...(proposal.isRefused
      ? []
      : [{ label: 'Keep the old one', action: 'refresh.keep', value: proposal.id }]),
  )
}

function enabling({ catalog, workspace }: Telling, items: readonly Item[]): Block | undefined {
  const models = items.flatMap(({ modelId }) => {
    const model = catalog.find(modelId)
    return model && catalog.routeOf(model, workspace) && modelId.length <= VALUE ? [model] : []
  })
  if (models.length === 0) return undefined
  if (models.length <= 2) return buttons(...models.map(enableButton))
  return menu({
    action: 'models.enable',
    value: '',
    placeholder: 'Open one to members…',
    options: models.slice(0, MENU).map(model => ({
      label: model.name.slice(0, VALUE),
      value: model.id,
      detail: menuDetail(model).slice(0, VALUE),
    })),
  })
}

const enableButton = ({ id, name }: { readonly id: string; readonly name: string }): Button => ({
  label: `Enable ${name}`.slice(0, LABEL),
  action: 'models.enable',
  value: id,
})

/** Everything that a refresh changed, page by page. */
export function allChanges(
  telling: Telling,
  id: string,
  changes: RefreshChanges,
  number: number,
): Card {
  const items = itemsOf(telling, changes)
  const pages = Math.max(1, Math.ceil(items.length / PAGE))
  const shown = items.slice(number * PAGE, (number + 1) * PAGE)
  const to = (label: string, target: number): Button => ({
    label,
    action: 'refresh.all',
    value: `${id}|${target}`,
  })
  return card(
    text(`**All ${items.length} changes**`),
    rows(...shown.map(item => toRow(telling, item))),
    note(`Page ${number + 1} of ${pages}`),
    buttons(
      ...(number > 0 ? [to('← Previous', number - 1)] : []),
      ...(number < pages - 1 ? [to('Next →', number + 1)] : []),
    ),
  )
}

function toRow({ catalog, workspace }: Telling, { kind, modelId, markdown }: Item): Row {
  const row = { markdown: `${headings[kind]}: ${markdown}` }
  const model = catalog.find(modelId)
  if (kind === 'waiting' && model?.proposal) {
    const value = model.proposal.id
    return { ...row, button: { label: 'Accept', action: 'refresh.accept', value } }
  }
  const canEnable =
    kind === 'added' && model && catalog.routeOf(model, workspace) && modelId.length <= VALUE
  if (!canEnable) return row
  return { ...row, button: { label: 'Enable', action: 'models.enable', value: modelId } }
}
