import { checkBlocks } from './check-blocks.ts'
import { asJson, asList, asText, isGiven, isJson, type Json } from './json.ts'
import { violate, violateWith } from './refusal.ts'
import { textLength } from './text-length.ts'

export const maxText = 40_000
const maxUpdatedText = 4_000
const maxMarkdown = 12_000
const maxBlockText = 13_000

const fail = (code: string, detail: string) => void violate(code, detail)

export const checkMarkdown = (text: string) => {
  if (text.length > maxMarkdown) fail('msg_too_long', `markdown_text has ${text.length} characters`)
}

export const checkMessageBlocks = (given: unknown, max = 50) => {
  if (!isGiven(given)) return
  if (!Array.isArray(given)) fail('invalid_blocks_format', 'blocks must be an array')
  const blocks = asList(given)
  if (blocks.length > max)
    violateWith('invalid_blocks', [`no more than ${max} items allowed [json-pointer:/blocks]`])
  const problems = checkBlocks(blocks, '/blocks')
  if (problems.length > 0) violateWith('invalid_blocks', problems)
  const length = textLength(blocks)
  if (length > maxBlockText) fail('msg_blocks_too_long', `blocks have ${length} characters`)
  checkBlockKinds(blocks)
}

const checkBlockKinds = (blocks: readonly Json[]) => {
  const ofType = (type: string) => blocks.filter(block => block['type'] === type)
  const count = (type: string) => ofType(type).length
  const markdown = textLength(ofType('markdown'))
  if (markdown > maxMarkdown)
    fail('msg_blocks_too_long', `markdown blocks have ${markdown} characters`)
  if (count('table') > 1) fail('invalid_attachments', 'only_one_table_allowed')
  if (count('data_visualization') > 2) fail('invalid_blocks', 'no more than 2 charts in a message')
}

const checkAttachments = (given: unknown) => {
  if (!isGiven(given)) return
  const attachments = asList(given)
  if (attachments.length > 100) fail('too_many_attachments', `${attachments.length} attachments`)
  for (const attachment of attachments) checkMessageBlocks(attachment['blocks'])
}

const isEmpty = (args: Json) =>
  asText(args['text']).trim() === '' &&
  asText(args['markdown_text']).trim() === '' &&
  asList(args['blocks']).length === 0 &&
  asList(args['attachments']).length === 0

const checkMetadata = (given: unknown) => {
  if (!isGiven(given)) return
  const { event_type: type, event_payload: payload, entities } = asJson(given)
  if (isGiven(entities)) return
  if (asText(type) === '' || !isJson(payload))
    fail('invalid_metadata_format', 'metadata needs event_type and event_payload')
}

const checkContent = (args: Json) => {
  checkMetadata(args['metadata'])
  const markdown = asText(args['markdown_text'])
  if (markdown !== '' && (isGiven(args['blocks']) || asText(args['text']) !== ''))
    fail('markdown_text_conflict', 'markdown_text together with text or blocks')
  checkMarkdown(markdown)
  checkMessageBlocks(args['blocks'])
  checkAttachments(args['attachments'])
}

export const checkPost = (args: Json) => {
  if (isEmpty(args)) fail('no_text', 'neither text nor blocks')
  checkContent(args)
}

export const checkUpdate = (args: Json) => {
  if (isEmpty(args) && !isGiven(args['blocks'])) fail('no_text', 'neither text nor blocks')
  const length = asText(args['text']).length
  if (length > maxUpdatedText) fail('msg_too_long', `text has ${length} characters`)
  checkContent(args)
}
