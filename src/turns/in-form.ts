import type { CallResult } from '../calls/call-model.ts'
import { BotError } from '../errors.ts'
import { formatCost } from '../money/format-money.ts'
import type { ChatMessage } from '../ports/llm.ts'
import type { Calling } from './call-or-stand-in.ts'
import { callUntilShown } from './call-until-shown.ts'
import type { TurnParts } from './index.ts'
import type { Prepared } from './prepare.ts'
import { type OutputSchema, readStructured, schemaInstructions } from './structured.ts'

export interface InForm {
  readonly result: CallResult
  /** What the reader has to know of it. */
  readonly remarks: readonly string[]
}

/**
 * Where the answer has to satisfy a schema and does not, one more call repairs it: the only second call there is. What
 * is still no data after that, or was broken off, is no answer.
 */
export async function inForm(
  calling: Calling,
  prepared: Prepared,
  first: CallResult,
): Promise<InForm> {
  const { parts, running } = calling
  const { claimed, signal } = running
  const schema = claimed.turn.spec?.output
  if (!schema) return { result: first, remarks: [] }
  const read = readStructured(schema, first.text)
  if (read.kind === 'fits') return { result: first, remarks: [] }
  if (first.error || signal.aborted) return { result: { ...first, text: '' }, remarks: [] }
  await parts.store.ledger.settle(first.settlement)
  const repair = await repairing(parts, prepared, schema, first.text, read.problems)
  // nobody reads data as it comes
  const silent = { ...calling, screen: { write() {} } }
  const made = first.settlement.call.attempt
  const { result: second } = await callUntilShown(silent, repair, made)
  const remarks = [
    `the output did not have its form, so a second call repaired it (the first one cost ${formatCost(first.settlement.costNano)})`,
  ]
  return { result: checked(schema, second), remarks }
}

function checked(schema: OutputSchema, result: CallResult): CallResult {
  const read = readStructured(schema, result.text)
  if (read.kind === 'fits') return result
  const error = result.error ?? new BotError('model-unfit', read.problems)
  return { ...result, text: '', end: 'failed', error }
}

/** Only the output and what is wrong with it: the conversation has been read. */
async function repairing(
  { calls }: TurnParts,
  prepared: Prepared,
  schema: OutputSchema,
  output: string,
  problems: string,
): Promise<Prepared> {
  const count = await calls.counter()
  const messages: readonly ChatMessage[] = [
    {
      role: 'system',
      text: `You repair the form of data. Keep its content: add nothing, leave out only what cannot be kept. If it breaks off, end it where it breaks off.\n${schemaInstructions(schema)}`,
    },
    { role: 'user', text: `What is wrong:\n${problems}\n\nThe data:\n${output}` },
  ]
  const inputTokens = messages.reduce((sum, message) => sum + count(message), 0)
  return { ...prepared, messages, inputTokens }
}
