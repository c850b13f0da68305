import { type Chosen, checkVisible, choose, type Place } from './command-choice.ts'
import type { Choice, CommandOption } from './command-entities.ts'
import type { Json, User } from './entities.ts'
import type { Handle } from './handle.ts'
import { startInteraction } from './interactions.ts'
import { commandData, runCommand } from './menus.ts'
import { type OptionValue, readOption } from './option-values.ts'
import { createResolver, type Resolver } from './resolved.ts'
import { waitFor } from './view.ts'
import type { World } from './world.ts'

type HasId = { readonly id: string }
type OptionValues = Readonly<Record<string, OptionValue>>

interface Focus {
  readonly option: string
  readonly partial: string
  /** What the other options hold already. */
  readonly others: OptionValues
}

export interface Commanding {
  /** Runs `models enable` with its options; throws where Discord would not let it be sent. */
  slash(
    user: User,
    channel: HasId,
    command: string,
    options?: OptionValues,
    how?: { force?: boolean },
  ): Handle
  /** What is suggested while an option is typed, the other options being filled or not. */
  autocomplete(
    user: User,
    channel: HasId,
    command: string,
    option: string,
    partial: string,
    others?: OptionValues,
  ): Promise<readonly Choice[]>
}

function nest(path: readonly CommandOption[], options: readonly Json[]): readonly Json[] {
  return path.reduceRight<readonly Json[]>(
    (inner, { type, name }) => [{ type, name, options: inner }],
    options,
  )
}

function readOptions({ options }: Chosen, values: OptionValues, resolver: Resolver): Json[] {
  for (const name of Object.keys(values))
    if (!options.some(option => option.name === name))
      throw new Error(
        `There is no option "${name}"; there are: ${options.map(o => o.name).join(', ')}`,
      )
  const missing = options.find(({ name, required }) => required && values[name] === undefined)
  if (missing) throw new Error(`The option "${missing.name}" is required`)
  return options.flatMap(option => {
    const value = values[option.name]
    return value === undefined ? [] : [{ ...readOption(option, value, resolver) }]
  })
}

function slash(
  world: World,
  place: Place,
  given: { line: string; values: OptionValues; force: boolean },
): Handle {
  const { line, values, force } = given
  const chosen = choose(world, place, line)
  if (!force) checkVisible(world, place, chosen.command)
  const { user, channelId } = place
  const resolver = createResolver(world, { channelId, userId: user.id })
  const options = nest(chosen.path, readOptions(chosen, values, resolver))
  const resolved = resolver.toJson()
  const data = commandData(chosen.command, options, resolved ? { resolved } : {})
  return runCommand(world, place, { name: line, data })
}

async function autocomplete(
  world: World,
  place: Place,
  given: { line: string; focus: Focus },
): Promise<readonly Choice[]> {
  const { line: name, focus } = given
  const { user, channelId } = place
  const chosen = choose(world, place, name)
  checkVisible(world, place, chosen.command)
  const data = commandData(chosen.command, nest(chosen.path, focusedOptions(chosen, focus)))
  const started = startInteraction(world, { type: 4, userId: user.id, channelId, name, data })
  const what = `choices for ${name}`
  const timeoutMs = world.options.ackMs + 1000
  return waitFor(world, { predicate: () => started.choices, what, timeoutMs })
}

export function createCommanding(world: World): Commanding {
  return {
    slash: (user, { id: channelId }, line, values = {}, { force = false } = {}) =>
      slash(world, { user, channelId }, { line, values, force }),
    autocomplete: (user, { id: channelId }, line, option, partial, others = {}) =>
      autocomplete(world, { user, channelId }, { line, focus: { option, partial, others } }),
  }
}

function focusedOptions({ options }: Chosen, { option, partial, others }: Focus): Json[] {
  const focused = options.find(({ name }) => name === option)
  if (!focused) throw new Error(`There is no option "${option}"`)
  if (!focused.autocomplete) throw new Error(`The option "${option}" has no autocomplete`)
  const rest = Object.entries(others).map(([name, value]) => {
    const known = options.find(each => each.name === name)
    if (!known) throw new Error(`There is no option "${name}"`)
    return { name, type: known.type, value }
  })
  return [...rest, { name: option, type: focused.type, value: partial, focused: true }]
}
