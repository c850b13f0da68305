import { BotError } from '../errors.ts'
import type { FormSubmission } from '../ports/chat.ts'
import type { FormHandler } from './define-command.ts'

/** What a form's handler takes; a wrong value is refused beside its field. */
export function readFields(
  handler: FormHandler,
  { values }: Pick<FormSubmission, 'values'>,
): unknown {
  const result = handler.input.safeParse(values)
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const { path, message } of result.error.issues) fields[String(path[0])] ??= message
  const sentence = Object.values(fields).join(' ')
  throw new BotError('bad-option', sentence, { fields, cause: result.error })
}
