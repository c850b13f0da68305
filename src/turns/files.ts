import type { Log } from '../log.ts'
import type { Attachment, ChatPlatform } from '../ports/chat.ts'
import type { ImagePart } from '../ports/llm.ts'
import type { StoredMessage } from '../ports/threads.ts'

export interface ReadFiles {
  /** Contents of text files, to stand under the message. */
  readonly text: string
  readonly images: readonly ImagePart[]
  /** One sentence per file that could not be used. */
  readonly problems: readonly string[]
}

const MAX_TEXT_BYTES = 200_000
const MAX_IMAGE_BYTES = 5_000_000
const MAX_IMAGES = 10
const IMAGE = /^image\/(png|jpeg|gif|webp)$/
const TEXT = /^text\/|json|xml|yaml|javascript|typescript|csv|markdown|x-sh|sql/

export const isImage = ({ mimeType }: Attachment): boolean => IMAGE.test(mimeType)

interface Reading {
  readonly chat: ChatPlatform
  readonly workspaceId: string
  readonly canSee: boolean
  readonly log: Log
}

/** What came with a message, as far as the model can use it; the rest is named, never dropped in silence. */
export async function readFiles(
  { chat, workspaceId, canSee, log }: Reading,
  { attachments }: StoredMessage,
): Promise<ReadFiles> {
  const read = await Promise.all(
    attachments.map(async (attachment, index) => {
      const problem =
        index >= MAX_IMAGES
          ? `${attachment.name} is one file too many`
          : objection(attachment, canSee)
      if (problem) return { problem }
      try {
        return toPart(attachment, await chat.download(workspaceId, attachment))
      } catch (error) {
        log.warn({ err: error, workspace: workspaceId }, 'file could not be read')
        return { problem: `${attachment.name} could not be read` }
      }
    }),
  )
  return {
    text: read.flatMap(part => ('text' in part ? [part.text] : [])).join(''),
    images: read.flatMap(part => ('image' in part ? [part.image] : [])),
    problems: read.flatMap(part => ('problem' in part ? [part.problem] : [])),
  }
}

function objection(attachment: Attachment, canSee: boolean): string | undefined {
  const { name, mimeType, sizeBytes } = attachment
  if (isImage(attachment)) {
    if (!canSee) return `${name} is an image, which this model cannot read`
    return sizeBytes > MAX_IMAGE_BYTES ? `${name} is larger than 5 MB` : undefined
  }
  if (!TEXT.test(mimeType)) return `${name} is of a kind I cannot read`
  return sizeBytes > MAX_TEXT_BYTES ? `${name} is larger than 200 kB` : undefined
}

type Part = { readonly text: string } | { readonly image: ImagePart }

function toPart(attachment: Attachment, bytes: Uint8Array): Part {
  if (isImage(attachment)) return { image: { mimeType: attachment.mimeType, bytes } }
  const text = new TextDecoder().decode(bytes)
  return { text: `\n\nFile ${attachment.name}:\n\`\`\`\n${text}\n\`\`\`` }
}
