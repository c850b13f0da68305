import type { Method } from './chat-methods.ts'
import { asJson, asList, asNumber, asText, type Json } from './json.ts'
import { publishPosted } from './message-events.ts'
import { toFileJson } from './message-json.ts'
import { addMessage, botOf, rootOf, writableChannel } from './messages.ts'
import { refuse, violate, violateWith } from './refusal.ts'
import type { StoredFile, World } from './world.ts'

const maxSnippet = 1_000_000
// How long Slack takes to look at a file.
const lookMs = 60

const mimetypes: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  md: 'text/markdown',
  txt: 'text/plain',
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
}

const guessType = (name: string) =>
  mimetypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'

interface NewFile {
  readonly name: string
  readonly mimetype?: string
  readonly user: string
  readonly content: Buffer
}

export const addFile = (world: World, given: NewFile): StoredFile => {
  const file: StoredFile = {
    id: world.newId('F'),
    name: given.name,
    mimetype: given.mimetype ?? guessType(given.name),
    title: given.name,
    user: given.user,
    content: given.content,
    declaredLength: given.content.length,
    isUploaded: true,
    readyAt: 0,
  }
  world.files.set(file.id, file)
  return file
}

const getUploadUrl: Method = (args, world) => {
  const name = asText(args['filename'])
  const length = asNumber(args['length'], 0)
  if (name === '' || length <= 0) violate('invalid_arguments', 'filename and length are required')
  if (asText(args['snippet_type']) !== '' && length > maxSnippet) violate('snippet_too_large')
  const file = addFile(world, { name, user: botOf(world), content: Buffer.alloc(0) })
  file.isUploaded = false
  file.readyAt = undefined
  file.declaredLength = length
  return { upload_url: `${world.origin}/upload/v1/${file.id}`, file_id: file.id }
}

export const receiveUpload = (world: World, id: string, content: Buffer) => {
  const file = world.files.get(id) ?? violate('file_not_found', `no upload ${id}`)
  if (content.length !== file.declaredLength)
    violate('length_mismatch', `${content.length} bytes, announced ${file.declaredLength}`)
  file.content = content
  file.isUploaded = true
}

const finished = (world: World, entry: Json): StoredFile => {
  const file = world.files.get(asText(entry['id']))
  if (!file?.isUploaded) return violate('file_not_found', `${asText(entry['id'])} was not uploaded`)
  if (file.readyAt !== undefined)
    return violate('file_not_found', `${file.id} was completed before`)
  file.readyAt = Date.now() + lookMs
  if (asText(entry['title']) !== '') file.title = asText(entry['title'])
  return file
}

const completeUpload: Method = (args, world) => {
  const files = asList(args['files']).map(entry => finished(world, entry))
  if (files.length === 0) violate('invalid_arguments', 'files is required')
  if (asText(args['channel_id']) !== '') share(world, args, files)
  return { files: files.map(file => toFileJson(world, file)) }
}

const share = (world: World, args: Json, files: readonly StoredFile[]) => {
  const channel = writableChannel(world, args['channel_id'])
  const message = addMessage(world, channel.id, botOf(world), {
    threadTs: rootOf(world, channel.id, args['thread_ts']),
    text: asText(args['initial_comment']),
    files: files.map(file => file.id),
  })
  publishPosted(world, message)
}

const isReady = ({ readyAt }: StoredFile) => readyAt !== undefined && readyAt <= Date.now()

const picturesOf = (blocks: readonly Json[]): string[] =>
  blocks.flatMap(block => asText(asJson(block['slack_file'])['id']) || [])

// A message may show the app's own picture once Slack has looked at it; what only one person sees may not.
export const checkPictures = (world: World, blocks: readonly Json[], isPrivate = false) => {
  for (const id of picturesOf(blocks)) {
    const file = world.files.get(id)
    const isFine = file && isReady(file) && file.mimetype.startsWith('image/') && !isPrivate
    if (!isFine) violateWith('invalid_blocks', [`invalid slack file ${id}`])
  }
}

const info: Method = (args, world) => {
  const file = world.files.get(asText(args['file'])) ?? refuse('file_not_found')
  const json = toFileJson(world, file)
  return { file: isReady(file) ? json : { ...json, mimetype: '', filetype: '' } }
}

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
  'files.info': info,
}
