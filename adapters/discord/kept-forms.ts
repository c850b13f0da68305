import type { FormSubmission } from '../../src/ports/chat.ts'
import type { Form, FormField, FormValues } from '../../src/ui/form.ts'
import { forgetOldest } from './short-cache.ts'

/** Long enough to read what was wrong; a restart forgets it too. */
const keptMs = 15 * 60_000
const mostKept = 2_000

/** The button under a refused form, which opens it again. */
export const retryAction = 'discord-form'

interface Kept {
  readonly name: string
  readonly form: Form
  readonly until: number
}

export type KeptForms = ReturnType<typeof createKeptForms>

/**
 * Discord closes a dialog whatever comes of it, and none can follow it. So each person's last one is kept, to be opened
 * again from a button with what was typed.
 */
export function createKeptForms(now: () => number = Date.now) {
  const kept = new Map<string, Kept>()
  let count = 0

  function keep(userId: string, form: Form): string {
    const name = String(++count)
    kept.delete(userId)
    kept.set(userId, { name, form, until: now() + keptMs })
    if (kept.size > mostKept) forgetOldest(kept)
    return name
  }

  function newest(userId: string): Kept | undefined {
    const found = kept.get(userId)
    return found && found.until > now() ? found : undefined
  }

  return {
    opened: (userId: string, form: Form) => void keep(userId, form),
    /** The name under which the dialog is found with what was typed; undefined where it is not known any more. */
    typed(
      userId: string,
      { form, state, values }: Pick<FormSubmission, 'form' | 'state' | 'values'>,
    ) {
      const opened = newest(userId)?.form
      if (opened?.id !== form || opened.state !== state) return undefined
      return keep(userId, withValues(opened, values))
    },
    find(userId: string, name: string): Form | undefined {
      const found = newest(userId)
      return found?.name === name ? found.form : undefined
    },
  }
}

const withValues = (form: Form, values: FormValues): Form => ({
  ...form,
  sections: form.sections.map(section => ({
    ...section,
    fields: section.fields.map(field => withValue(field, values[field.id] ?? [])),
  })),
})

/** A secret is not kept: it has to be typed again. */
function withValue(field: FormField, typed: readonly string[]): FormField {
  if (field.kind !== 'text') return { ...field, initial: typed }
  return field.secret ? field : { ...field, initial: typed[0] ?? '' }
}
