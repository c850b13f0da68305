import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

/** What everybody may know. */
const sockets = ['src/ui', 'src/ports', 'src/errors.ts', 'src/lib', 'zod']
const log = ['src/log.ts', 'pino']

/** What each folder may import besides itself and `node:`. The most exact folder wins; `type …` only as a type. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/ui': ['zod'],
  'src/ports': ['src/ui', 'type src/errors.ts'],
  'src/errors.ts': ['src/ui'],
  'src/config.ts': ['zod', 'src/lib'],
  'src/log.ts': ['pino'],
  'src/lib': ['gpt-tokenizer'],
  'src/markdown': [
    'mdast',
    'mdast-util-from-markdown',
    'mdast-util-gfm',
    'micromark-extension-gfm',
  ],
  'src/routing': ['src/errors.ts', 'type src/ports', 'zod'],
  'src/money': [...sockets, ...log, 'luxon', 'src/models'],
  'src/models': [...sockets, ...log, 'luxon', 'src/money'],
  'src/calls': [...sockets, ...log, 'src/models', 'src/money'],
  'src/turns': [
    ...sockets,
    ...log,
    'src/calls',
    'src/models',
    'src/money',
    'src/markdown',
    'src/routing',
  ],
  'src/prompts': [...sockets, 'src/models', 'src/money', 'type src/turns'],
  'src/import': [...sockets, 'src/models', 'src/prompts'],
  'src/bot': [
    ...sockets,
    ...log,
    'src/models',
    'src/money',
    'src/markdown',
    'src/turns',
    'src/calls',
  ],
  'src/jobs': [...sockets, ...log, 'src/calls', 'src/models', 'src/money', 'src/bot'],
  'src/http': [...sockets, ...log, 'src/models', 'src/money', 'src/prompts'],
  commands: [
    ...sockets,
    'src/bot',
    'src/models',
    'src/money',
    'src/prompts',
    'type src/turns',
    'type src/calls',
  ],
  'adapters/slack': [...sockets, 'src/markdown', 'pino', '@slack'],
  'adapters/discord': [...sockets, 'src/markdown', 'pino', 'discord.js', 'discord-api-types'],
  'adapters/playground': [...sockets, 'src/markdown', 'pino', 'fastify'],
  'adapters/playground/page': [
    ...[
      'src/ui',
      'type src/ports',
      'adapters/playground/protocol.ts',
      'adapters/playground/register.ts',
    ],
    ...['preact', 'esbuild', 'mdast', 'src/markdown'],
    ...['mdast-util-from-markdown', 'mdast-util-gfm', 'micromark-extension-gfm'],
  ],
  'adapters/openai': [...sockets, 'openai'],
  'adapters/demo': sockets,
  'adapters/matcha': sockets,
  'adapters/catalog': sockets,
  'adapters/prisma': [...sockets, '@prisma', 'better-sqlite3', 'pg'],
  'adapters/charts': [...sockets, '@resvg', '@expo-google-fonts'],
  'adapters/cron': [...sockets, 'node-cron'],
  'adapters/http': [...sockets, 'src/http', 'pino', 'fastify', 'prom-client'],
  'adapters/memory': [...sockets, 'src/markdown'],
  'src/prepare-keys.ts': ['src'],
  'src/assemble.ts': ['src', 'type src/log.ts'],
  'src/connect.ts': ['src', 'adapters', 'type fastify'],
  'src/verify-costs.ts': ['src', 'adapters/prisma'],
  'src/import.ts': ['src', 'adapters/prisma', 'adapters/catalog'],
  'src/main.ts': ['src', 'commands', 'adapters', 'fastify', 'pino'],
}

const folders = Object.keys(mayImport).sort((a, b) => b.length - a.length)
const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`)

const IMPORT =
  /^(?:import|export)\s(?<type>type\s)?[^'"]*?from\s+'(?<from>[^']+)'|^import\s+'(?<bare>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm

interface Import {
  readonly path: string
  readonly isType: boolean
}

function importsOf(file: string): readonly Import[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(({ groups = {} }) => {
    const path = groups['from'] ?? groups['bare'] ?? groups['lazy'] ?? ''
    if (path.startsWith('node:')) return []
    const full = path.startsWith('.') ? normalize(join(dirname(file), path)) : path
    return [{ path: full, isType: groups['type'] !== undefined }]
  })
}

const isAllowed = ({ path, isType }: Import, entry: string): boolean =>
  entry.startsWith('type ')
    ? isType && isWithin(path, entry.slice('type '.length))
    : isWithin(path, entry)

const sources = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.[cm]?tsx?$/.test(file) && !file.includes('generated'))
    .map(file => join(root, file))

const files = ['src', 'commands', 'adapters'].flatMap(sources)

it.each(files)('%s imports only what its folder may', file => {
  const folder = folders.find(candidate => isWithin(file, candidate)) ?? 'nowhere'
  // a command is alone: unlike any other folder, commands/ does not import itself
  const own = folder === 'commands' ? [] : [folder]
  const allowed = [...own, ...(mayImport[folder] ?? [])]

  const stray = importsOf(file).filter(one => !allowed.some(entry => isAllowed(one, entry)))

  expect(stray.map(({ path }) => path)).toEqual([])
})

it('names every folder that there is', () => {
  const homeless = files.filter(file => !folders.some(folder => isWithin(file, folder)))

  expect(homeless).toEqual([])
})

it('mocks no module', () => {
  const mocking = sources('test').filter(file =>
    /\bvi\s*\.\s*(?:do)?mock\(/i.test(readFileSync(file, 'utf8')),
  )

  expect(mocking).toEqual([])
})

it('gives each vendor’s library one folder', () => {
  const vendors = {
    '@slack': 'adapters/slack',
    'discord.js': 'adapters/discord',
    openai: 'adapters/openai',
    '@prisma': 'adapters/prisma',
    'node-cron': 'adapters/cron',
    '@resvg': 'adapters/charts',
  }

  const strays = files.flatMap(file =>
    importsOf(file).flatMap(({ path }) =>
      Object.entries(vendors)
        .filter(([vendor, folder]) => isWithin(path, vendor) && !isWithin(file, folder))
        .map(([vendor]) => `${file}: ${vendor}`),
    ),
  )

  expect(strays).toEqual([])
})
