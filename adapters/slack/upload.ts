import { setTimeout as sleep } from 'node:timers/promises'
import { BotError } from '../../src/errors.ts'
import type { SlackApi } from './api.ts'
import { toBotError } from './errors.ts'
import { type Json, textAt } from './json.ts'

export interface OutFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** For whoever does not see it. */
  readonly alt: string
}

const timeoutMs = 30_000
/** Slack looks at a picture before a message may show it. */
const lookMs = [50, 200, 500, 1_000, 2_000, 4_000]

/** Uploads in three steps: https://docs.slack.dev/messaging/working-with-files#upload */
export function createUploads(api: SlackApi) {
  async function send({ name, bytes, alt }: OutFile): Promise<string> {
    const given = { filename: name, length: bytes.byteLength, alt_txt: alt.slice(0, 1000) }
    const answer = await api.call('files.getUploadURLExternal', given)
    const response = await fetch(textAt(answer, 'upload_url'), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok)
      throw new BotError('chat-unavailable', `Slack took no file (${response.status})`)
    return textAt(answer, 'file_id')
  }

  async function complete(file: OutFile, shared: Json): Promise<string> {
    try {
      const id = await send(file)
      const files = [{ id, title: file.name }]
      await api.call('files.completeUploadExternal', { files, ...shared })
      return id
    } catch (error) {
      throw toBotError(error)
    }
  }

  return {
    /** A picture that no message shows yet, ready to stand in one; resolves to its id. */
    async picture(file: OutFile): Promise<string> {
      const id = await complete(file, {})
      for (const waitMs of lookMs) {
        const info = await api.call('files.info', { file: id })
        if (textAt(info, 'file', 'mimetype') !== '') return id
        await sleep(waitMs)
      }
      throw new BotError('chat-unavailable', 'Slack is not done with the picture')
    },
    /** A file as a message of its own. */
    async share(
      file: OutFile,
      to: { readonly channel: string; readonly threadTs?: string | undefined },
    ) {
      const thread = to.threadTs === undefined ? {} : { thread_ts: to.threadTs }
      await complete(file, { channel_id: to.channel, ...thread })
    },
  }
}

export type Uploads = ReturnType<typeof createUploads>
