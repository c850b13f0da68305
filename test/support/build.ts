import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['src', 'adapters', 'commands', 'prisma']
const lock = path.join(root, 'node_modules/.e2e-build')
const staleMs = 180_000

const timeOf = (file: string): number =>
  statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0

/** The tests of the whole program run what was built: vitest builds it first when a source is newer. */
export async function setup(): Promise<void> {
  await lockBuild()
  try {
    if (isBuilt()) return
    const options = {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
    }
    execFileSync(process.execPath, ['scripts/build.mjs'], options)
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function isBuilt(): boolean {
  const builtAt = timeOf('dist/src/main.js')
  return sources.every(folder => newest(folder) < builtAt)
}

/** What the build itself generates does not count. */
function newest(folder: string): number {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  return Math.max(
    0,
    ...entries
      .filter(({ name }) => name !== 'generated')
      .map(entry => {
        const file = `${folder}/${entry.name}`
        return entry.isDirectory() ? newest(file) : timeOf(file)
      }),
  )
}

/** Two test runs at a time do not build over each other. */
async function lockBuild(): Promise<void> {
  for (;;) {
    try {
      mkdirSync(lock)
      return
    } catch {
      const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
      if (Date.now() - mtimeMs > staleMs) rmSync(lock, { recursive: true, force: true })
      await sleep(200)
    }
  }
}
