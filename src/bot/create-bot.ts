import { BotError } from '../errors.ts'
import type {
  ActionPress,
  FormSubmission,
  Inbox,
  Invocation,
  Responder,
  Screen,
} from '../ports/chat.ts'
import { answerActions } from './answer-actions.ts'
import { answering } from './answering.ts'
import { type ContextParts, type Deed, loadContext } from './context.ts'
import {
  type Action,
  type Answer,
  type Command,
  type Context,
  type FormHandler,
  isReply,
  type Who,
} from './define-command.ts'
import { joinValues, readSectionValue } from './fit-form.ts'
import { nearestCommands } from './nearest-commands.ts'
import { openForm } from './open-form.ts'
import { readFields } from './read-fields.ts'
import { readInput } from './read-input.ts'
import { toInvocation } from './run-button.ts'
import { tell } from './tell.ts'
import { splitPath } from './typed-command.ts'

export type Commanding = Pick<Inbox, 'command' | 'press' | 'submit'>

/** Finds, checks and runs commands, buttons and forms. */
export function createBot(commands: readonly Command[], parts: ContextParts): Commanding {
  const { log, metrics } = parts
  const byPath = new Map(commands.map(command => [command.path, command]))
  const actions = new Map<string, Action>([
    ...Object.entries(answerActions),
    ...commands.flatMap(({ actions }) => Object.entries(actions)),
  ])
  const forms = new Map<string, FormHandler>(commands.flatMap(({ forms }) => Object.entries(forms)))

  const contextFor = (who: Who, deed: Deed) => loadContext(parts, who, deed)

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
    command.guard?.(given(invocation))
    const options = readInput(command.options, invocation.input) as never
    const screen = await responder.begin(command.visibility)
    const context = await contextFor(command.who, invocation)
    await show(screen, context, await command.run(context, options))
  }

  function open(
    id: string,
    state: string,
    acting: Deed,
    responder: Responder,
    section?: string,
  ): Promise<void> {
    const handler = findForm(id)
    const building = contextFor(handler.who, acting).then(context => handler.build(context, state))
    return openForm(building, responder, section)
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
      answering({ log, metrics }, deed(invocation, invocation.command), responder, own =>
        invoke(invocation, own),
      ),
    press: (press, responder) =>
      answering({ log, metrics }, deed(press, press.action), responder, own =>
        press.action === 'run' ? invoke(toInvocation(press), own) : act(press, own),
      ),
    submit: (submission, responder) =>
      answering({ log, metrics }, deed(submission, submission.form), responder, own =>
        submit(submission, own),
      ),
  }
}

/** `/switchboard models enable x` is `/models enable x`. */
function innerOf(invocation: Invocation, commands: readonly Command[]): Invocation | undefined {
  const { command, input } = invocation
  if (command !== 'switchboard') return undefined
  const words = input.kind === 'line' ? input.line : String(input.values['command'] ?? '')
  return { ...invocation, ...splitPath(words.replace(/^\//, '').trim(), commands) }
}

const given = ({ input }: Invocation): string =>
  input.kind === 'line' ? input.line : Object.values(input.values).join(' ')

const isEmpty = ({ input }: Invocation): boolean =>
  input.kind === 'line' ? input.line.trim() === '' : Object.keys(input.values).length === 0

async function show(screen: Screen, context: Context, answer: Answer): Promise<void> {
  if (Symbol.asyncIterator in answer) {
    for await (const step of answer) await screen.show(step)
    return
  }
  if (!isReply(answer)) return screen.show(answer)
  await screen.show(answer.card)
  if (answer.notice) await tell(context, answer.notice)
}
