import { BotError } from '../../src/errors.ts'
import type { Attachment } from '../../src/ports/chat.ts'
import { limits } from './limits.ts'

interface Access {
  readonly botToken: string
  readonly apiUrl: string
}

const timeoutMs = 30_000

/** Reads a file that somebody attached. The token goes to Slack and to nobody else. */
export async function download(
  { botToken, apiUrl }: Access,
  attachment: Attachment,
): Promise<Uint8Array> {
  const url = slackUrl(attachment.ref, apiUrl)
  if (!url) throw new BotError('chat-rejected', 'The file is not at Slack')
  if (attachment.sizeBytes > limits.fileBytes) throw tooLarge()
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${botToken}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    checkAnswer(response, attachment)
    return await readBody(response)
  } catch (error) {
    if (error instanceof BotError) throw error
    throw new BotError('chat-unavailable', 'The file could not be read from Slack', {
      cause: error,
    })
  }
}

function slackUrl(ref: string, apiUrl: string): URL | undefined {
  if (!URL.canParse(ref)) return undefined
  const url = new URL(ref)
  const api = new URL(apiUrl)
  const isSlack = url.protocol === 'https:' && /(?:^|\.)slack\.com$/.test(url.hostname)
  return isSlack || url.origin === api.origin ? url : undefined
}

/** Without `files:read` Slack answers 200 with its login page. */
function checkAnswer(response: Response, attachment: Attachment): void {
  const type = response.headers.get('content-type') ?? ''
  const isLogin = type.startsWith('text/html') && !attachment.mimeType.startsWith('text/html')
  const isMoved = response.status >= 300 && response.status < 400
  if (isLogin || isMoved) throw new BotError('chat-forbidden', 'Slack did not let us read the file')
  if (response.status === 404) throw new BotError('chat-gone', 'The file is gone')
  if (!response.ok) throw new BotError('chat-unavailable', `Slack answered ${response.status}`)
}

async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    length += next.value.length
    if (length > limits.fileBytes) throw tooLarge()
    chunks.push(next.value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

const tooLarge = () => new BotError('chat-rejected', 'The file is larger than 20 MB')
