// `npm ci` ends with this: both database clients, the program, the playground's page.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const run = (...args) =>
  execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })

// A production install (Docker's last stage) has no tools to build with and brings `dist` along.
if (existsSync('node_modules/typescript') && existsSync('node_modules/prisma')) {
  generateClients()
  if (!process.argv.includes('--clients')) await buildProgram()
}

function generateClients() {
  const schema = readFileSync('prisma/schema.prisma', 'utf8')
  mkdirSync('build/prisma', { recursive: true })
  for (const provider of ['sqlite', 'postgresql']) {
    const copy = `build/prisma/${provider}.prisma`
    writeFileSync(
      copy,
      schema
        .replace('provider = "sqlite"', `provider = "${provider}"`)
        .replace(
          '"../adapters/prisma/generated/sqlite"',
          `"../../adapters/prisma/generated/${provider}"`,
        ),
    )
    run('node_modules/prisma/build/index.js', 'generate', '--schema', copy, '--no-hints')
  }
}

async function buildProgram() {
  rmSync('dist', { recursive: true, force: true })
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
  cpSync('prisma/migrations', 'dist/prisma/migrations', { recursive: true })
  cpSync('adapters/catalog/snapshot.json', 'dist/adapters/catalog/snapshot.json')
  const { buildPage } = await import('../adapters/playground/page/build.mjs')
  await buildPage('dist/adapters/playground/public')
}
