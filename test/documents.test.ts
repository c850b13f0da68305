import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const inDocs = existsSync('docs')
  ? readdirSync('docs', { recursive: true, encoding: 'utf8' }).map(file => join('docs', file))
  : []
const documents = ['README.md', 'CONTRIBUTING.md', 'adapters/README.md', ...inDocs].filter(
  file => file.endsWith('.md') && existsSync(file),
)

const roots = /^(?:adapters|commands|docs|prisma|scripts|src|test)\//
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

/** `src/bot/index.ts` in code; what has a gap to fill in is an example. */
function pathsIn(text: string): readonly string[] {
  const inCode = [...text.matchAll(/`(?<path>[\w./-]+)`/g)].map(
    match => match.groups?.['path'] ?? '',
  )
  return inCode.filter(path => roots.test(path))
}

function linksIn(text: string, file: string): readonly string[] {
  return [...text.matchAll(/\]\((?<target>[^)\s#]+)[^)]*\)/g)]
    .map(match => match.groups?.['target'] ?? '')
    .filter(target => target !== '' && !/^[a-z]+:/.test(target))
    .map(target => normalize(join(dirname(file), target)))
}

const scriptsIn = (text: string): readonly string[] =>
  [...text.matchAll(/npm run (?<name>[\w:-]+)/g)].map(match => match.groups?.['name'] ?? '')

it('finds what it checks', () => {
  expect(pathsIn('see `src/bot/index.ts` and `npm run check`')).toEqual(['src/bot/index.ts'])
  expect(linksIn('[a](docs/a.md#b) [c](https://x.y)', 'README.md')).toEqual(['docs/a.md'])
})

describe.skipIf(documents.length === 0).each(documents)('%s', file => {
  const text = readFileSync(file, 'utf8')

  it('names paths that exist', () => {
    const named = [...pathsIn(text), ...linksIn(text, file)]

    expect(named.filter(path => !existsSync(path))).toEqual([])
  })

  it('names scripts that exist', () => {
    expect(scriptsIn(text).filter(name => scripts[name] === undefined)).toEqual([])
  })
})
