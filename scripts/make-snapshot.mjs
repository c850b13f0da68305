// Writes adapters/catalog/snapshot.json, the models and prices that Switchboard knows before it
// has asked any provider. Run by hand, from the root of the repository, with the newest versions:
//
//   mkdir -p /tmp/snapshot && cd /tmp/snapshot
//   npm pack @earendil-works/pi-ai @pydantic/genai-prices
//   mkdir pi-ai genai-prices
//   tar xzf earendil-works-pi-ai-*.tgz -C pi-ai --strip-components=1
//   tar xzf pydantic-genai-prices-*.tgz -C genai-prices --strip-components=1
//   node scripts/make-snapshot.mjs /tmp/snapshot 2026-11-10     (the day pi-ai was published)
//
// pi-ai has what OpenRouter and the makers list, with limits and prices; genai-prices has the makers'
// other ids, audio prices, and is what the prices are checked against. Differences are printed.

import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { compare, dated, exactNames, foldDated, makers, split, toModel } from './snapshot-model.mjs'

const target = new URL('../adapters/catalog/snapshot.json', import.meta.url)

const [folder, takenOn] = process.argv.slice(2)
if (!folder || !/^\d{4}-\d{2}-\d{2}$/.test(takenOn ?? '')) {
  console.error('usage: node scripts/make-snapshot.mjs <folder> <yyyy-mm-dd>')
  process.exit(1)
}
await main()

async function main() {
  const listed = (await readChatModels('openrouter')).filter(({ id }) => isOffered(id))
  const direct = await readDirect()
  const references = await readReferences()
  const ids = new Set([...listed.map(({ id }) => id), ...direct.keys()])
  const parts = [...ids].sort().map(id => ({
    id,
    listed: listed.find(model => model.id === id),
    direct: direct.get(id) ?? [],
    reference: findReference(references, id, direct.get(id)?.[0]),
  }))
  for (const part of parts) compare(part, takenOn)
  const models = foldDated(parts.map(part => toModel(part, takenOn)))
  const source = `${await nameOf('pi-ai')}, ${await nameOf('genai-prices')}`
  const snapshot = { takenOn, source, license: 'MIT', models }
  await writeFile(target, toText(snapshot))
  console.log(
    `${models.length} models, ${models.filter(({ prices }) => prices.input).length} priced`,
  )
}

async function readChatModels(provider) {
  const text = await readFile(`${folder}/pi-ai/dist/providers/data/${provider}.json`, 'utf8')
  const groups = Object.values(JSON.parse(text))
  return groups.flatMap(group => Object.values(group)).filter(({ type }) => type === 'chat')
}

// Moving aliases, batch routes and OpenRouter's own routers are no models.
function isOffered(id) {
  return /^[a-z]/.test(id) && id.includes('/') && !/^openrouter\/|:batch$/.test(id)
}

// The makers' own lists by the id that OpenRouter would use; the undated name comes first.
async function readDirect() {
  const byId = new Map()
  for (const [provider, prefix] of Object.entries(makers)) {
    const models = (await readChatModels(provider)).sort((a, b) => a.id.length - b.id.length)
    for (const model of models) {
      const id = `${prefix}/${toSlug(prefix, model.id)}`
      byId.set(id, [...(byId.get(id) ?? []), model])
    }
  }
  return byId
}

function toSlug(prefix, id) {
  return prefix === 'anthropic' ? id.replace(dated, '').replace(/-(\d+)-(\d+)$/, '-$1.$2') : id
}

async function readReferences() {
  const url = pathToFileURL(`${folder}/genai-prices/dist/index.js`).href
  const { findProvider } = await import(url)
  const prefixes = Object.values(makers)
  return new Map(prefixes.map(prefix => [prefix, findProvider({ providerId: prefix }).models]))
}

function findReference(references, id, direct) {
  const [prefix, slug] = split(id)
  const models = references.get(prefix) ?? []
  const names = [slug, direct?.id, slug.replace(/\./g, '-')]
  return models.find(
    ({ id: own, match }) => names.includes(own) || names.some(n => equalsAny(match, n)),
  )
}

function equalsAny(match, name) {
  return name !== undefined && exactNames(match).includes(name)
}

async function nameOf(name) {
  const manifest = JSON.parse(await readFile(`${folder}/${name}/package.json`, 'utf8'))
  return `${manifest.name}@${manifest.version}`
}

// One model a line, so that the next snapshot shows what changed.
function toText({ models, ...head }) {
  const lines = models.map(model => `    ${JSON.stringify(model)}`).join(',\n')
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "models": [\n${lines}\n  ]\n}\n`
}
