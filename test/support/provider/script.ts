import type { ChatCall } from './answer.ts'
import type { Behaviour, ListBehaviour } from './behaviour.ts'
import type { Dialect } from './dialects.ts'

/** Decides about a call; nothing means the ordinary answer, a string means this text. */
export type Decide = (call: ChatCall) => Behaviour | string | undefined

export interface Script {
  next(...behaviours: readonly Behaviour[]): void
  always(behaviour: Behaviour): void
  decide(decide: Decide): void
  nextList(...behaviours: readonly ListBehaviour[]): void
  forCall(call: ChatCall): Behaviour
  forList(dialect: Dialect, list: NonNullable<ListBehaviour['list']>): ListBehaviour
  /** How many queued behaviours nobody has met yet. */
  left(): number
  reset(): void
}

interface Queued<T> {
  readonly behaviour: T
  left: number
}

export function createScript(defaults: Behaviour): Script {
  const calls: Queued<Behaviour>[] = []
  const lists: Queued<ListBehaviour>[] = []
  let always = defaults
  let decide: Decide | undefined

  return {
    next: (...behaviours) => {
      calls.push(...behaviours.map(toQueued))
    },
    nextList: (...behaviours) => {
      lists.push(...behaviours.map(toQueuedList))
    },
    always: behaviour => {
      always = behaviour
    },
    decide: wanted => {
      decide = wanted
    },
    forCall(call) {
      const decided = take(calls, behaviour => isFor(behaviour, call)) ?? decide?.(call)
      return { ...always, ...(typeof decided === 'string' ? { text: decided } : decided) }
    },
    forList: (dialect, list) =>
      take(lists, wanted => isAnyOr(wanted.dialect, dialect) && isAnyOr(wanted.list, list)) ?? {},
    left: () => calls.length + lists.filter(({ left }) => left !== Infinity).length,
    reset() {
      calls.length = 0
      lists.length = 0
      always = defaults
      decide = undefined
    },
  }
}

function toQueued(behaviour: Behaviour): Queued<Behaviour> {
  return { behaviour, left: behaviour.times ?? 1 }
}

function toQueuedList(behaviour: ListBehaviour): Queued<ListBehaviour> {
  return { behaviour, left: behaviour.times ?? (behaviour.endlessPages ? Infinity : 1) }
}

function isFor({ dialect, model }: Behaviour, call: ChatCall): boolean {
  if (!isAnyOr(dialect, call.dialect)) return false
  if (model instanceof RegExp) return model.test(call.askedModel)
  return isAnyOr(model, call.askedModel)
}

function isAnyOr<T>(wanted: T | undefined, given: T): boolean {
  return wanted === undefined || wanted === given
}

function take<T>(queue: Queued<T>[], fits: (behaviour: T) => boolean): T | undefined {
  const index = queue.findIndex(({ behaviour }) => fits(behaviour))
  const found = queue[index]
  if (!found) return undefined
  found.left--
  if (found.left <= 0) queue.splice(index, 1)
  return found.behaviour
}
