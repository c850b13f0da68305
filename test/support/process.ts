import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))
const readyWithinMs = 20_000

export type Environment = Readonly<Record<string, string>>

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** The real program in a process of its own. */
export interface Program {
  /** `http://127.0.0.1:PORT`, once it said that it is ready. */
  readonly address: string
  readonly readyMs: number
  readonly ended: Promise<Ended>
  /** Everything it wrote. */
  output(): string
  /** The lines of its log. */
  log(): readonly Readonly<Record<string, unknown>>[]
  /** Pulls the plug: SIGKILL. */
  kill(): Promise<void>
  terminate(): Promise<Ended>
  memoryMb(): number
  isRunning(): boolean
}

interface Spawned {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  stdout(): string
  stderr(): string
}

/** Nothing of this environment but the path reaches the program. */
function launch(environment: Environment, directory: string): Spawned {
  const env = { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', ...environment }
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
  const child = spawn(process.execPath, [program], { cwd: directory, env, stdio })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { child, ended, stdout: () => stdout, stderr: () => stderr }
}

/** Starts it and waits until it is ready. */
export async function startProgram(environment: Environment, directory: string): Promise<Program> {
  const startedAt = performance.now()
  const { child, ended, stdout, stderr } = launch(environment, directory)
  const output = () => `${stdout()}${stderr()}`
  const address = await readAddress(child, ended, stdout).catch(error => {
    child.kill('SIGKILL')
    throw new Error(`${String(error)}\n${output()}`)
  })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    ...{ address, ended, output },
    readyMs: Math.round(performance.now() - startedAt),
    log: () => stdout().split('\n').flatMap(readLine),
    kill: async () => void (await end('SIGKILL')),
    terminate: () => end('SIGTERM'),
    memoryMb: () => memoryOf(child.pid),
    isRunning: () => child.exitCode === null && child.signalCode === null,
  }
}

/** Runs what is expected to end by itself. */
export async function runProgram(environment: Environment, directory: string): Promise<Ended> {
  const { child, ended } = launch(environment, directory)
  const timer = setTimeout(() => child.kill('SIGKILL'), readyWithinMs)
  return ended.finally(() => clearTimeout(timer))
}

async function readAddress(
  child: ChildProcess,
  ended: Promise<Ended>,
  stdout: () => string,
): Promise<string> {
  const find = () => /Switchboard is ready\..*?(http:\/\/[\d.]+:\d+)/.exec(stdout())?.[1]
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It was not ready in time')), readyWithinMs)
    const look = () => {
      const address = find()
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    }
    child.stdout?.on('data', look)
    ended.then(({ code }) => {
      clearTimeout(timer)
      reject(new Error(`It ended with ${code} before it was ready`))
    }, reject)
  })
}

function readLine(line: string): Readonly<Record<string, unknown>>[] {
  if (!line.startsWith('{')) return []
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

function memoryOf(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}
