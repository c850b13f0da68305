import { z } from 'zod'
import { type Context, defineCommand, option } from '../../src/bot/index.ts'
import { badges, contextText, priceLine } from '../../src/models/describe-model.ts'
import { searchModels } from '../../src/models/find-model.ts'
import type { CatalogModel } from '../../src/ports/catalog.ts'
import {
  type Button,
  buttons,
  type Card,
  card,
  note,
  type Row,
  rows,
  text,
} from '../../src/ui/card.ts'

const PAGE = 10
const SEPARATOR = '|'

function page(context: Context, search: string, provider: string, number: number): Card {
  const { catalog, workspace } = context
  const all = catalog
    .allFor(workspace)
    .filter(model => provider === '' || model.provider === provider)
  const found = search === '' ? all : searchModels(all, search)
  if (found.length === 0) return nothing(context, search, provider)
  const shown = found.slice(number * PAGE, (number + 1) * PAGE)
  const pages = Math.ceil(found.length / PAGE)
  return card(
    text(
      `**${found.length} ${found.length === 1 ? 'model' : 'models'}**${about(search, provider)}`,
    ),
    rows(...shown.map(model => toRow(context, model))),
    pages > 1 ? note(`Page ${number + 1} of ${pages}`) : undefined,
    turning(search, provider, number, pages),
  )
}

const about = (search: string, provider: string): string =>
  [search && ` for “${search}”`, provider && ` by ${provider}`].filter(Boolean).join('')

function nothing({ catalog }: Context, search: string, provider: string): Card {
  const providers = [...new Set(catalog.all().map(model => model.provider))].sort()
  return card(
    text(`No model${about(search, provider) || ' is known yet'}.`),
    providers.length > 0 ? note(`Providers: ${providers.join(', ')}`) : undefined,
  )
}

function toRow({ catalog, workspace }: Context, model: CatalogModel): Row {
  const isDefault = workspace.defaultModelId === model.id
  const isEnabled = workspace.enabled.some(({ modelId }) => modelId === model.id)
  const mark = isDefault ? ' _(default)_' : isEnabled ? ' _(enabled)_' : ''
  const details = [priceLine(model), contextText(model.contextWindow), badges(model.capabilities)]
  const markdown = `**${model.name}**${mark} \`${model.id}\`\n${details.filter(Boolean).join(' · ')}`
  if (!catalog.routeOf(model, workspace)) return { markdown: `${markdown} · unavailable` }
  if (isDefault || model.id.length > 70) return { markdown }
  const button: Button = isEnabled
    ? { label: 'Disable', action: 'models.disable', value: model.id }
    : { label: 'Enable', action: 'models.enable', value: model.id, style: 'primary' }
  return { markdown, button }
}

function turning(search: string, provider: string, number: number, pages: number) {
  if (pages <= 1) return undefined
  const to = (label: string, target: number): Button => ({
    label,
    action: 'models.page',
    value: [target, provider, search.slice(0, 40)].join(SEPARATOR),
  })
  return buttons(
    ...(number > 0 ? [to('← Previous', number - 1)] : []),
    ...(number < pages - 1 ? [to('Next →', number + 1)] : []),
  )
}

export default defineCommand({
  path: 'models list',
  summary: 'All models, with prices; enable or disable them',
  who: 'admin',
  options: z.object({
    search: option.text('Words of the name').optional(),
    provider: option.text('Only of this provider, such as openai').optional(),
  }),
  run: (context, { search = '', provider = '' }) =>
    page(context, search, provider.toLowerCase(), 0),
  actions: {
    'models.page': {
      kind: 'replace',
      who: 'admin',
      run(context, value) {
        const [number = '0', provider = '', search = ''] = value.split(SEPARATOR)
        return page(context, search, provider, Number(number))
      },
    },
  },
})
