import { actionIdOf, optionsOf } from './check-options.ts'
import { currentValue, elementsOf, isButton, isChoice } from './elements.ts'
import { asJson, asText, type Json, textOf } from './json.ts'
import { renderMessage } from './render.ts'
import { endOldStream } from './streams.ts'
import type { Message, World } from './world.ts'

const statusLifetimeMs = 120_000

export interface ShownMenu {
  readonly actionId: string
  readonly label: string
  readonly options: readonly string[]
  readonly chosen: readonly string[]
}

export interface ShownButton {
  readonly actionId: string
  readonly label: string
  readonly value: string
  readonly url: string
}

export interface Shown {
  readonly ts: string
  readonly channel: string
  readonly threadTs: string | undefined
  readonly author: string
  readonly isBot: boolean
  readonly text: string
  readonly isStreaming: boolean
  readonly isStopped: boolean
  readonly isEdited: boolean
  // The id of the one person who sees it.
  readonly ephemeralTo: string | undefined
  readonly buttons: readonly ShownButton[]
  readonly menus: readonly ShownMenu[]
  readonly files: readonly string[]
  readonly reactions: readonly string[]
  readonly blocks: readonly Json[]
  readonly rawText: string
  readonly metadata: Json | undefined
}

const chosenOf = (value: Json): string[] => {
  const entries = Object.entries(value).filter(([key]) => key !== 'type')
  return entries.flatMap(([, one]) => {
    if (Array.isArray(one)) return one.map(each => textOf(asJson(each)['text']) || asText(each))
    return textOf(asJson(one)['text']) || asText(typeof one === 'object' ? '' : one) || []
  })
}

const toButtons = (element: Json): ShownButton[] => {
  const sides =
    element['type'] === 'feedback_buttons'
      ? [asJson(element['positive_button']), asJson(element['negative_button'])]
      : [element]
  return sides.map(side => ({
    actionId: actionIdOf(element),
    label: textOf(side['text']),
    value: asText(side['value']),
    url: asText(side['url']),
  }))
}

export const controlsOf = (place: Pick<Message, 'blocks' | 'state'>) => {
  const found = elementsOf(place.blocks)
  return {
    buttons: found.filter(one => isButton(one.element)).flatMap(one => toButtons(one.element)),
    menus: found
      .filter(one => isChoice(one.element))
      .map(one => ({
        actionId: actionIdOf(one.element),
        label: textOf(one.element['placeholder']) || textOf(one.block['label']),
        options: optionsOf(one.element).map(option => textOf(option['text'])),
        chosen: chosenOf(currentValue(place.state, one)),
      })),
  }
}

export const show = (world: World, message: Message): Shown => {
  endOldStream(world, message)
  return {
    ts: message.ts,
    channel: message.channel,
    threadTs: message.threadTs,
    author: world.users.get(message.user)?.name ?? message.user,
    isBot: message.user === world.options.botUserId,
    text: renderMessage(world, message),
    isStreaming: message.stream?.state === 'in_progress',
    isStopped: message.stream?.endedBy === 'person',
    isEdited: message.editedTs !== undefined,
    ephemeralTo: message.ephemeralTo,
    ...controlsOf(message),
    files: message.files.map(id => world.files.get(id)?.name ?? id),
    reactions: [...message.reactions.keys()],
    blocks: message.blocks,
    rawText: message.text,
    metadata: message.metadata,
  }
}

export const visible = (world: World, channel: string) =>
  world.messages.filter(one => one.channel === channel && !one.isDeleted)

export const thread = (world: World, channel: string, threadTs: string): readonly Shown[] =>
  visible(world, channel)
    .filter(one => one.ts === threadTs || one.threadTs === threadTs)
    .map(one => show(world, one))

export const channel = (world: World, id: string): readonly Shown[] =>
  visible(world, id)
    .filter(one => one.threadTs === undefined || one.threadTs === one.ts)
    .map(one => show(world, one))

export const status = (world: World, id: string, threadTs: string): string => {
  const entry = world.statuses.get(`${id}:${threadTs}`)
  return entry && world.now() - entry.at < statusLifetimeMs ? entry.status : ''
}
