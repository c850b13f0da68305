import type { RefreshChanges } from '../ports/catalog.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Catalog } from './catalog.ts'
import { contextText, shortPrice } from './describe-model.ts'

export type ItemKind = 'added' | 'waiting' | 'repriced' | 'deprecated' | 'gone' | 'back'

/** One model of which a refresh has something to tell. */
export interface Item {
  readonly kind: ItemKind
  readonly modelId: string
  readonly name: string
  readonly markdown: string
  /** Members of this workspace use it. */
  readonly isEnabled: boolean
}

export interface Telling {
  readonly catalog: Catalog
  readonly workspace: Workspace
}

export const headings: Readonly<Record<ItemKind, string>> = {
  added: 'New, closed to members',
  waiting: 'Prices that wait for a yes; the old ones stay until then',
  repriced: 'New prices',
  deprecated: 'Ending',
  gone: 'Not offered any more',
  back: 'Offered again',
}

const price = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? `${to}, other parts changed` : `${from} → ${to}`

/** What there is to tell, in the order of the headings; what the workspace uses comes first in each. */
export function itemsOf(telling: Telling, changes: RefreshChanges): readonly Item[] {
  const item = (kind: ItemKind) => (id: string, more: string) => toItem(telling, kind, id, more)
  const plain = (kind: ItemKind, ids: readonly string[]) => ids.map(id => item(kind)(id, ''))
  const { catalog } = telling
  const kinds: readonly (readonly Item[])[] = [
    changes.added.map(id => {
      const model = catalog.find(id)
      const details = model ? [shortPrice(model), contextText(model.contextWindow)] : []
      return item('added')(id, details.filter(Boolean).join(' · '))
    }),
    changes.waiting.map(change => item('waiting')(change.id, price(change))),
    changes.repriced.map(change => item('repriced')(change.id, price(change))),
    changes.deprecated.map(({ id, on }) => item('deprecated')(id, `ends on ${on}`)),
    plain('gone', changes.gone),
    plain('back', changes.back),
  ]
  return kinds.flatMap(items => [...items].sort((a, b) => +b.isEnabled - +a.isEnabled))
}

function toItem({ catalog, workspace }: Telling, kind: ItemKind, id: string, more: string): Item {
  const enabled = workspace.enabled.find(({ modelId }) => modelId === id)
  const name = enabled?.label ?? catalog.find(id)?.name ?? id
  const isDefault = workspace.defaultModelId === id
  const mark = isDefault ? ' _(default)_' : enabled ? ' _(enabled)_' : ''
  const markdown = `**${name}**${mark} \`${id}\`${more && `: ${more}`}`
  return { kind, modelId: id, name, markdown, isEnabled: enabled !== undefined }
}
