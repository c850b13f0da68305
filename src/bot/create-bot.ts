import { BotError } from '../errors.ts'
import type {
  ActionPress,
  FormSubmission,
  Inbox,
  Invocation,
  Responder,
  Screen,
} from '../ports/chat.ts'
import { type Button, buttons, card, text } from '../ui/card.ts'
import type { Form } from '../ui/form.ts'
import { answerActions } from './answer-actions.ts'
import { answering } from './answering.ts'
import { type ContextParts, loadContext } from './context.ts'
import {
  type Action,
  type Answer,
  type Command,
  type Context,
  type FormHandler,
  isReply,
  type Who,
} from './define-command.ts'
import { fitSections, fits, joinValues, readSectionValue, sectionsCard } from './fit-form.ts'
import { nearestCommands } from './nearest-commands.ts'
import { readInput } from './read-input.ts'
import { tell } from './tell.ts'
import { splitPath } from './typed-command.ts'

/** Platforms give three seconds for a dialog to open; what is not ready by then is offered as a button. */
const OPEN_WITHIN_MS = 2000

export type Commanding = Pick<Inbox, 'command' | 'press' | 'submit'>

type Acting = Pick<Invocation, 'actor' | 'place'>

/** Finds, checks and runs commands, buttons and forms. */
export function createBot(commands: readonly Command[], parts: ContextParts): Commanding {
  const { log } = parts
  const byPath = new Map(commands.map(command => [command.path, command]))
  const actions = new Map<string, Action>([
    ...Object.entries(answerActions),
    ...commands.flatMap(({ actions }) => Object.entries(actions)),
  ])
  const forms = new Map<string, FormHandler>(commands.flatMap(({ forms }) => Object.entries(forms)))

  const contextFor = (who: Who, { actor, place }: Acting) => loadContext(parts, who, actor, place)

  function find(path: string): Command {
    const command = byPath.get(path)
    if (command) return command
    throw new BotError('unknown-command', nearestCommands(path, [...byPath.values()]))
  }

  function findForm(id: string): FormHandler {
    const form = forms.get(id)
    if (form) return form
    throw new BotError(
      'unknown-command',
      'That form is from an older version. Run the command again.',
    )
  }

  async function invoke(invocation: Invocation, responder: Responder): Promise<void> {
    const inner = innerOf(invocation, commands)
    if (inner) return invoke(inner, responder)
    const command = find(invocation.command)
    if (command.form !== undefined && isEmpty(invocation)) {
      return open(command.form, '', invocation, responder)
    }
    const options = readInput(command.options, invocation.input) as never
    const screen = await responder.begin(command.visibility)
    const context = await contextFor(command.who, invocation)
    await show(screen, context, await command.run(context, options))
  }

  /** Opens the form at once where that is possible, else offers it. */
  async function open(
    id: string,
    state: string,
    acting: Acting,
    responder: Responder,
    section?: string,
  ): Promise<void> {
    const handler = findForm(id)
    const building = contextFor(handler.who, acting).then(async context => {
      const form = await handler.build(context, state)
      return section === undefined ? form : onlySection(form, section, responder)
    })
    // whoever waits for it below hears of its failure
    building.catch(() => undefined)
    const form = responder.canOpen ? await orLate(building) : undefined
    if (form && fits(form, responder.dialog)) return responder.open(form)
    const screen = await responder.begin('private')
    const late = await building
    const isTooLarge = !fits(late, responder.dialog)
    await screen.show(isTooLarge ? sectionsCard(late, responder.dialog) : offer(late, state))
  }

  async function act(press: ActionPress, responder: Responder): Promise<void> {
    if (press.action === 'form.open' || press.action === 'form.section') {
      const { form, section, state } = readSectionValue(press.value)
      return open(form, state, press, responder, section || undefined)
    }
    const action = actions.get(press.action)
    if (!action) {
      throw new BotError(
        'unknown-command',
        'That button is from an older version. Run the command again.',
      )
    }
    if (action.kind === 'form') return open(action.form, press.value, press, responder)
    const screen = await (action.kind === 'replace'
      ? responder.replace()
      : responder.begin('private'))
    const context = await contextFor(action.who, press)
    await show(screen, context, await action.run(context, press.value, press.chosen))
  }

  async function submit(submission: FormSubmission, responder: Responder): Promise<void> {
    const handler = findForm(submission.form)
    const input = readFields(handler, submission)
    const screen = await responder.begin('private')
    const context = await contextFor(handler.who, submission)
    const form = await handler.build(context, submission.state)
    const joined = joinValues(form, responder.dialog, submission.values)
    const whole =
      joined === submission.values ? input : readFields(handler, { ...submission, values: joined })
    await show(screen, context, await handler.submit(context, whole as never, submission.state))
  }

  const deed = ({ id, place }: Pick<Invocation, 'id' | 'place'>, what: string) => ({
    id,
    what,
    workspace: place.workspaceId,
  })

  return {
    command: (invocation, responder) =>
      answering(log, deed(invocation, invocation.command), responder, own =>
        invoke(invocation, own),
      ),
    press: (press, responder) =>
      answering(log, deed(press, press.action), responder, own =>
        press.action === 'run' ? invoke(toInvocation(press), own) : act(press, own),
      ),
    submit: (submission, responder) =>
      answering(log, deed(submission, submission.form), responder, own => submit(submission, own)),
  }
}

/** `/switchboard models enable x` is `/models enable x`. */
function innerOf(invocation: Invocation, commands: readonly Command[]): Invocation | undefined {
  const { command, input } = invocation
  if (command !== 'switchboard') return undefined
  const words = input.kind === 'line' ? input.line : String(input.values['command'] ?? '')
  return { ...invocation, ...splitPath(words.replace(/^\//, '').trim(), commands) }
}

/** The button `run` carries a command line. */
function toInvocation({ id, value, actor, place }: ActionPress): Invocation {
  const [command = '', line = ''] = value.split('|')
  return { id, command, input: { kind: 'line', line }, actor, place }
}

/** A button that runs a command as if it were typed. */
export const runButton = (label: string, command: string, line = ''): Button => ({
  label,
  action: 'run',
  value: line ? `${command}|${line}` : command,
})

const isEmpty = ({ input }: Invocation): boolean =>
  input.kind === 'line' ? input.line.trim() === '' : Object.keys(input.values).length === 0

function onlySection(form: Form, id: string, { dialog }: Responder): Form {
  const section = fitSections(form, dialog).find(candidate => candidate.id === id)
  if (!section)
    throw new BotError('conflict', 'That part of the form is gone. Run the command again.')
  return { ...form, title: section.title.slice(0, 24), sections: [section] }
}

const offer = (form: Form, state: string) =>
  card(
    text(`**${form.title}**`),
    buttons({
      label: 'Open the form',
      action: 'form.open',
      value: [form.id, '', state].join('|'),
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

function readFields(handler: FormHandler, { values }: Pick<FormSubmission, 'values'>): unknown {
  const result = handler.input.safeParse(values)
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const { path, message } of result.error.issues) fields[String(path[0])] ??= message
  const sentence = Object.values(fields).join(' ')
  throw new BotError('bad-option', sentence, { fields, cause: result.error })
}

async function show(screen: Screen, context: Context, answer: Answer): Promise<void> {
  if (Symbol.asyncIterator in answer) {
    for await (const step of answer) await screen.show(step)
    return
  }
  if (!isReply(answer)) return screen.show(answer)
  await screen.show(answer.card)
  if (answer.notice) await tell(context, answer.notice)
}
