import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { build } from 'esbuild'

/**
 * Starts a TypeScript file as a process of its own.
 *
 * It is bundled into `build/`, two levels below the root like the adapters are, so that it finds the migrations.
 */
export async function runScript(file: string, ...args: readonly string[]): Promise<ChildProcess> {
  const outfile = path.resolve(`build/test/${path.basename(file, '.ts')}-${process.pid}.mjs`)
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  })
  return fork(outfile, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}
