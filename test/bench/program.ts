import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program under measurement, in a process of its own. */
export interface Program {
  readonly child: ChildProcess
  /** From spawn to the first event it could take. */
  readonly readyMs: number
  /** Where it tells about itself, if it does. */
  readonly origin: string | undefined
  rssMb(): number
  /** What it says over IPC next. */
  next(): Promise<unknown>
  /** Processor time so far; undefined where the system does not tell. */
  cpuMs(): number | undefined
  stop(): Promise<void>
}

export interface Start {
  readonly file: string
  readonly env: Readonly<Record<string, string>>
  /** What has to be true beside the line on standard output before it counts as ready. */
  readonly connected: Promise<unknown>
  /** A program that says so when it is ready. */
  readonly saysReady: boolean
}

const PATIENCE_MS = 30_000
const READY = /ready\..*?(http:\/\/[\w.:]+)/

export async function startProgram({ file, env, connected, saysReady }: Start): Promise<Program> {
  const startedAt = performance.now()
  const flags = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter(Boolean)
  const child = spawn(process.execPath, [...flags, file], {
    env: { PATH: process.env['PATH'], TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  let errors = ''
  let isStopping = false
  child.stdout?.on('data', data => {
    output = `${output}${data}`.slice(-20_000)
  })
  child.stderr?.on('data', data => {
    errors = `${errors}${data}`.slice(-20_000)
  })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const died = exited.then(() => {
    if (!isStopping) throw new Error(`${file} has ended:\n${output}\n${errors}`)
  })
  died.catch(() => undefined)
  const said = async () => {
    while (saysReady && !READY.test(output)) await sleep(2)
  }
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`${file} is not ready:\n${output}\n${errors}`)
  })
  await Promise.race([Promise.all([connected, said()]), died, late])

  return {
    child,
    readyMs: performance.now() - startedAt,
    origin: READY.exec(output)?.[1],
    next: () => Promise.race([once(child, 'message').then(([said]) => said), died]),
    rssMb: () => rssMb(child.pid ?? 0),
    cpuMs: () => cpuMs(child.pid ?? 0),
    async stop() {
      isStopping = true
      child.kill('SIGTERM')
      const killer = setTimeout(() => child.kill('SIGKILL'), 3_000)
      await exited
      clearTimeout(killer)
    },
  }
}

const rssMb = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024

/** Linux counts in hundredths of a second. */
function cpuMs(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return undefined
  }
}

/** How late its event loop was, in ms, as it tells itself. */
export async function lagOf({ origin }: Program): Promise<number | undefined> {
  if (origin === undefined) return undefined
  const text = await (await fetch(`${origin}/metrics`)).text()
  const seconds = /^switchboard_nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}
