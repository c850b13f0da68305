import type { CatalogModel } from '../ports/catalog.ts'
import type { Capability } from '../ports/llm.ts'

/** A set of models by a rule, so that it is as new as the catalog is. */
export interface BuiltInPreset {
  readonly name: string
  readonly about: string
  choose(models: readonly CatalogModel[]): readonly CatalogModel[]
}

/** Its first group is a version such as `5`, `4.5` or `4-5`. */
interface Family {
  readonly maker: string
  readonly name: RegExp
}

const newestGpt: Family = { maker: 'openai', name: /^gpt-(\d{1,2}(?:\.\d+)?)(?:-sol)?$/ }
const newestOpus: Family = { maker: 'anthropic', name: /^claude-opus-(\d{1,2}(?:[.-]\d{1,2})?)$/ }
const newestSonnet: Family = {
  maker: 'anthropic',
  name: /^claude-sonnet-(\d{1,2}(?:[.-]\d{1,2})?)$/,
}
const newestGemini: Family = {
  maker: 'google',
  name: /^gemini-(\d{1,2}(?:\.\d+)?)-(?:pro|argon)(?:-preview)?$/,
}
const newestGrok: Family = { maker: 'x-ai', name: /^grok-(\d{1,2}(?:\.\d+)?)$/ }
const newestDeepSeek: Family = {
  maker: 'deepseek',
  name: /^deepseek-v(\d{1,2}(?:\.\d+)?)(?:-pro)?$/,
}

const byFamily = (
  name: string,
  about: string,
  { needs, families }: { readonly needs: Capability; readonly families: readonly Family[] },
): BuiltInPreset => ({
  name,
  about,
  choose: models =>
    families.flatMap(family => newest(family, models.filter(isUsable(needs))) ?? []),
})

/** What each is for stands in its `about`; the families are the makers' own names, never ids. */
export const builtInPresets: readonly BuiltInPreset[] = [
  byFamily('coding', 'From each maker the newest of the family it has for code, with tools', {
    needs: 'tools',
    families: [
      { maker: 'openai', name: /^gpt-(\d{1,2}(?:\.\d+)?)(?:-codex|-sol)?$/ },
      newestSonnet,
      newestGemini,
      newestGrok,
      newestDeepSeek,
      { maker: 'mistralai', name: /^(?:codestral|devstral)-(\d{4})$/ },
      { maker: 'qwen', name: /^qwen(\d{1,2}(?:\.\d+)?)-coder$/ },
    ],
  }),
  byFamily('writing', 'From each maker the newest of its large models for prose', {
    needs: 'tools',
    families: [
      newestGpt,
      newestOpus,
      newestGemini,
      { maker: 'mistralai', name: /^mistral-large-(\d{1,2}(?:[.-]\d)?|\d{4})$/ },
      { maker: 'moonshotai', name: /^kimi-k(\d{1,2}(?:\.\d+)?)(?:-pro)?$/ },
    ],
  }),
  byFamily('analysis', 'From each maker the newest of its large models that reason', {
    needs: 'reasoning',
    families: [newestGpt, newestOpus, newestGemini, newestGrok, newestDeepSeek],
  }),
  {
    name: 'cheap',
    about: 'The cheapest text models with tools, one of each maker, at most five',
    choose: cheapest,
  },
]

const MOST_CHEAP = 5

function cheapest(models: readonly CatalogModel[]): readonly CatalogModel[] {
  const byMaker = new Map<string, CatalogModel>()
  for (const model of models.filter(isUsable('tools')).sort(byPrice)) {
    if (!byMaker.has(model.provider)) byMaker.set(model.provider, model)
  }
  return [...byMaker.values()].slice(0, MOST_CHEAP)
}

/** Writes text, can do this, is not about to end, and has a price; a free model is a guest that is gone tomorrow. */
const isUsable =
  (needs: Capability) =>
  (model: CatalogModel): boolean =>
    model.status === 'active' &&
    model.deprecatedOn === undefined &&
    priceOf(model) > 0n &&
    model.inputModalities.includes('text') &&
    model.outputModalities.every(kind => kind === 'text') &&
    model.capabilities.includes(needs)

/** Of two of one version the plainer name. */
function newest(
  { maker, name }: Family,
  models: readonly CatalogModel[],
): CatalogModel | undefined {
  const [first] = models
    .flatMap(model => {
      const [, version] = name.exec(model.id.slice(model.id.indexOf('/') + 1)) ?? []
      return model.provider === maker && version !== undefined ? [{ model, version }] : []
    })
    .sort(
      (a, b) => toNumber(b.version) - toNumber(a.version) || a.model.id.length - b.model.id.length,
    )
  return first?.model
}

/** Makers count in decimals: 4.20 came before 4.3. */
const toNumber = (version: string): number => Number(version.replace('-', '.'))

const priceOf = ({ prices }: CatalogModel): bigint => (prices ? prices.input + prices.output : 0n)

function byPrice(a: CatalogModel, b: CatalogModel): number {
  const difference = priceOf(a) - priceOf(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : a.id.localeCompare(b.id)
}
