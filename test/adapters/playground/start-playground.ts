import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { createCharts } from '../../../adapters/charts/index.ts'
import {
  createPlaygroundChat,
  type PlaygroundChat,
  type PlaygroundConfig,
} from '../../../adapters/playground/index.ts'
import { commands, createScriptedInbox, type Script, type ScriptedInbox } from './scripted-inbox.ts'

export interface Playground {
  readonly app: FastifyInstance
  readonly chat: PlaygroundChat
  readonly inbox: ScriptedInbox
  stop(): Promise<void>
}

export interface PlaygroundSpec extends Partial<Omit<PlaygroundConfig, 'host'>> {
  readonly script?: Partial<Omit<Script, 'chat'>>
}

/** The playground with a scripted bot; `app` listens when it is told to. */
export async function startPlayground({
  script = {},
  ...config
}: PlaygroundSpec = {}): Promise<Playground> {
  const chat = createPlaygroundChat(
    { host: '127.0.0.1', charts: createCharts(), ...config },
    pino({ level: 'silent' }),
  )
  const inbox = createScriptedInbox({ chat, answer: 'Hello there.', wordMs: 0, ...script })
  const app = Fastify()
  chat.routes(app)
  await app.ready()
  await chat.start(inbox, commands)
  return {
    app,
    chat,
    inbox,
    async stop() {
      await chat.stop()
      await app.close()
    },
  }
}

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'playground-'))
