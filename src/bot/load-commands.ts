import { readdir } from 'node:fs/promises'
import type { Command } from './define-command.ts'

/** Every file of the folder is one command, and its path is the file's: `models/enable.ts` is `/models enable`. */
export async function loadCommands(folder: URL): Promise<readonly Command[]> {
  const files = await readdir(folder, { recursive: true })
  const sources = files.filter(file => /(?<!\.d)\.[jt]s$/.test(file)).sort()
  return Promise.all(sources.map(file => loadCommand(folder, file)))
}

async function loadCommand(folder: URL, file: string): Promise<Command> {
  const { default: command } = (await import(new URL(file, folder).href)) as { default?: Command }
  const path = file.replace(/\.[jt]s$/, '').replaceAll(/[\\/]/g, ' ')
  if (command?.path === path) return command
  throw new TypeError(`commands/${file} must export default defineCommand({ path: '${path}', … })`)
}
