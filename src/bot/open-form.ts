import { BotError } from '../errors.ts'
import type { Responder } from '../ports/chat.ts'
import { buttons, card, text } from '../ui/card.ts'
import type { Form } from '../ui/form.ts'
import { fitSections, fits, sectionsCard } from './fit-form.ts'

/** Platforms give three seconds for a dialog to open; what is not ready by then is offered as a button. */
const OPEN_WITHIN_MS = 2000

/** Opens the form at once where that is possible, else offers it. */
export async function openForm(
  building: Promise<Form>,
  responder: Responder,
  section?: string,
): Promise<void> {
  const wanted =
    section === undefined ? building : building.then(form => onlySection(form, section, responder))
  // whoever waits for it below hears of its failure
  wanted.catch(() => undefined)
  const form = responder.canOpen ? await orLate(wanted) : undefined
  if (form && fits(form, responder.dialog)) return responder.open(form)
  const screen = await responder.begin('private')
  const late = await wanted
  const isTooLarge = !fits(late, responder.dialog)
  await screen.show(isTooLarge ? sectionsCard(late, responder.dialog) : offer(late))
}

function onlySection(form: Form, id: string, { dialog }: Responder): Form {
  const section = fitSections(form, dialog).find(candidate => candidate.id === id)
  if (!section)
    throw new BotError('conflict', 'That part of the form is gone. Run the command again.')
  return { ...form, title: section.title.slice(0, 24), sections: [section] }
}

const offer = (form: Form) =>
  card(
    text(`**${form.title}**`),
    buttons({
      label: 'Open the form',
      action: 'form.open',
      value: [form.id, '', form.state].join('|'),
      style: 'primary',
    }),
  )

async function orLate<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), OPEN_WITHIN_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
