import type { TargetedSubmitEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Form, FormField, FormValues } from '../../../src/ui/form.ts'
import type { Reply, WireCard } from '../protocol.ts'
import { submit } from './api.ts'
import { FieldView } from './field-view.tsx'
import { CloseIcon } from './icons.tsx'
import { Markdown } from './markdown.tsx'
import { go, toRoute } from './route.ts'
import { dialog, type OpenDialog } from './state.ts'
import { useStore } from './store.ts'

export function FormDialog() {
  const open = useStore(dialog, value => value)
  return open ? <OpenForm key={`${open.form.id} ${open.form.state}`} open={open} /> : null
}

/** A further form takes the place of this one. */
function follow(reply: Reply, { origin, spot }: OpenDialog): void {
  dialog.set(reply.kind === 'form' ? reply : undefined)
  if (reply.kind === 'shown' && origin?.kind === 'home') go(toRoute(spot))
}

interface Refused {
  readonly card: WireCard
  readonly fieldErrors: Readonly<Record<string, string>>
}

function OpenForm({ open }: { open: OpenDialog }) {
  const { form, spot, origin } = open
  const frame = useRef<HTMLDialogElement>(null)
  const [values, setValues] = useState(() => initialValues(form))
  const [refused, setRefused] = useState<Refused>()
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    frame.current?.showModal()
    frame.current?.querySelector<HTMLElement>('.field, input')?.focus()
  }, [])
  useEffect(() => {
    const invalid = frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    invalid?.focus()
    invalid?.closest('.field-row')?.scrollIntoView({ block: 'center' })
  }, [refused])

  const close = (): void => dialog.set(undefined)
  const send = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const missing = missingFields(form, values)
    if (missing !== undefined) return setRefused(missing)
    setBusy(true)
    const from = origin === undefined ? {} : { origin }
    const reply = await submit({ spot, ...from, form: form.id, state: form.state, values })
    setBusy(false)
    if (reply?.kind === 'refused') setRefused(reply)
    else if (reply !== undefined) follow(reply, open)
  }

  return (
    <dialog ref={frame} class="dialog" aria-labelledby="dialog-title" onClose={close}>
      <form onSubmit={send} noValidate>
        <header class="dialog-head">
          <h2 id="dialog-title">{form.title}</h2>
          <button
            type="button"
            class="quiet icon-only"
            aria-label="Close"
            onClick={() => frame.current?.close()}
          >
            <CloseIcon />
          </button>
        </header>
        <div class="dialog-body">
          {refused && <Problem card={refused.card} />}
          {form.sections.map(section => (
            <fieldset key={section.id}>
              {form.sections.length > 1 && <legend>{section.title}</legend>}
              {section.fields.map(field => (
                <FieldView
                  key={field.id}
                  field={field}
                  values={values[field.id] ?? []}
                  error={refused?.fieldErrors[field.id]}
                  change={next => setValues(now => ({ ...now, [field.id]: next }))}
                />
              ))}
            </fieldset>
          ))}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={() => frame.current?.close()}>
            Cancel
          </button>
          <button type="submit" class="button primary" disabled={isBusy}>
            {form.submitLabel}
          </button>
        </footer>
      </form>
    </dialog>
  )
}

const Problem = ({ card }: { card: WireCard }) => (
  <div class="problem" role="alert">
    {card.blocks.map(
      block =>
        (block.kind === 'text' || block.kind === 'note') && <Markdown text={block.markdown} />,
    )}
  </div>
)

const allFields = (form: Form): FormField[] => form.sections.flatMap(section => section.fields)

const initialValues = (form: Form): FormValues =>
  Object.fromEntries(allFields(form).map(field => [field.id, initialOf(field)]))

function initialOf(field: FormField): readonly string[] {
  if (field.kind !== 'text') return field.initial
  return field.initial ? [field.initial] : []
}

function missingFields(form: Form, values: FormValues): Refused | undefined {
  const missing = allFields(form).filter(
    ({ id, required }) => required && !values[id]?.some(value => value.trim() !== ''),
  )
  if (missing.length === 0) return undefined
  const fieldErrors = Object.fromEntries(missing.map(({ id }) => [id, 'This is needed.']))
  return { card: { blocks: [] }, fieldErrors }
}
