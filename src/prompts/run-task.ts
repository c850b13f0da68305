import { BotError } from '../errors.ts'
import type { Person, Place } from '../ports/chat.ts'
import type { Turns } from '../turns/index.ts'
import { say } from '../ui/card.ts'
import type { Task } from './task.ts'
import { toSpec } from './tasks.ts'

interface Running {
  readonly turns: Turns
  /** Of the invocation: it runs once. */
  readonly id: string
  readonly actor: Person
  readonly place: Place
}

/**
 * Puts a thread to a task: what everybody sees of it is the question under which the result stands.
 *
 * @throws BotError `bad-option` where there is neither a thread nor a text to work on
 */
export async function runTask(
  { turns, id, actor, place }: Running,
  task: Task,
  text: string,
): Promise<void> {
  if (place.threadId === undefined && text === '') {
    throw new BotError(
      'bad-option',
      `There is nothing to work on here. Run it in a thread, or say what it is about: \`/task run ${task.id} …\``,
    )
  }
  const about = text === '' ? '' : `: ${text}`
  await turns.ask({
    key: `task/${id}`,
    place,
    by: { id: actor.id, name: actor.name },
    announcement: say(`${actor.name} runs **${task.name}**${about}`),
    text: `${task.name}${about}`,
    purpose: task.id,
    spec: toSpec(task),
  })
}
