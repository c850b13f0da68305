import type { RawFile } from 'discord.js'
import type { Charts } from '../../src/ports/charts.ts'
import type { Chart } from '../../src/ui/chart.ts'
import type { MessageBody } from './api.ts'
import { codeOf, codes } from './errors.ts'

/** What goes along with a message. A chart becomes its picture when the message is sent. */
export interface OutFile {
  readonly name: string
  /** For whoever does not see it. */
  readonly description: string
  readonly content: string | Chart
}

/** What Discord takes; `attachments` names the files and replaces those that were there before. */
export type SentBody = Omit<MessageBody, 'files' | 'inWords'> & {
  readonly attachments?: readonly { readonly id: number; readonly description: string }[]
}

export type Attach = <T>(
  body: MessageBody,
  send: (body: SentBody, files: RawFile[]) => Promise<T>,
) => Promise<T>

/** Where a picture cannot be drawn, or we may attach nothing, the message says in words what it would have shown. */
export function createAttach(charts: Charts): Attach {
  return async ({ files, inWords, ...body }, send) => {
    if (!files) return send(body, [])
    const plain = { ...(inWords ?? body), attachments: [] }
    const drawn = await drawAll(charts, files)
    if (drawn.length === 0) return send(plain, [])
    const attachments = files.map(({ description }, id) => ({ id, description }))
    try {
      return await send({ ...body, attachments }, drawn)
    } catch (error) {
      if (codeOf(error) !== codes.missingPermissions) throw error
      return send(plain, [])
    }
  }
}

async function drawAll(charts: Charts, files: readonly OutFile[]): Promise<RawFile[]> {
  try {
    return await Promise.all(files.map(file => draw(charts, file)))
  } catch {
    return []
  }
}

async function draw(charts: Charts, { name, content }: OutFile): Promise<RawFile> {
  if (typeof content === 'string') return { name, data: Buffer.from(content) }
  return { name, data: Buffer.from(await charts.draw(content)), contentType: 'image/png' }
}
