import { checkModal } from './check-modal.ts'
import { asList } from './check-parts.ts'
import type { Choice } from './command-entities.ts'
import type { Component, Interaction, InteractionState, Json, Message } from './entities.ts'
import { apiError } from './errors.ts'
import { publishMessage } from './events.ts'
import { createForm, type Form } from './form.ts'
import { newId } from './ids.ts'
import { toMessage } from './message-payload.ts'
import { editMessage, ephemeralFlag, loadingFlag, newMessage, postMessage } from './messages.ts'
import { noContent, ok, type Reply, type Request, type Routes } from './routing.ts'
import { joinThread, wake } from './threads.ts'
import { isRecord, type World } from './world.ts'

interface Answering {
  readonly request: Request
  readonly interaction: Interaction
  readonly data: Json
}

export function originOf({ id, type, userId, name }: Interaction) {
  return { id, type, userId, ...(name && type === 2 ? { name } : {}) }
}

/** 20 answers a slash command, 23 a menu command, 19 a button. */
function lookOf({ type, menu, sourceMessageId }: Interaction) {
  if (type === 2) return { type: menu ? 23 : 20 }
  return type === 3 && sourceMessageId ? { type: 19, replyToId: sourceMessageId } : {}
}

/** Answers that post have a message, unless only the asker sees it the gateway tells of it. */
function reply({ request, interaction, data }: Answering): Message {
  const { world, files } = request
  const { channelId, userId } = interaction
  const channel = world.channels.get(channelId)
  if (channel) wake(world, channel)
  const isPrivate = (Number(data['flags'] ?? 0) & ephemeralFlag) !== 0
  const origin = originOf(interaction)
  const secret = isPrivate ? { ephemeralFor: userId } : {}
  const message = postMessage(world, {
    body: data,
    files,
    channelId,
    prefix: 'data',
    origin,
    ...secret,
    ...lookOf(interaction),
  })
  if (channel && !isPrivate) joinThread(channel, world.bot.id)
  publishMessage(world, 'MESSAGE_CREATE', message)
  return message
}

function defer({ request: { world }, interaction, data }: Answering): Message {
  const isPrivate = (Number(data['flags'] ?? 0) & ephemeralFlag) !== 0
  const message = newMessage({
    id: newId(),
    channelId: interaction.channelId,
    authorId: world.bot.id,
    flags: loadingFlag | (isPrivate ? ephemeralFlag : 0),
    origin: originOf(interaction),
    ...lookOf(interaction),
    ...(isPrivate ? { ephemeralFor: interaction.userId } : {}),
  })
  world.messages.set(message.id, message)
  publishMessage(world, 'MESSAGE_CREATE', message)
  return message
}

function sourceOf({ request: { world }, interaction }: Answering): Message {
  const source = world.messages.get(interaction.sourceMessageId ?? '')
  if (!source) return fail(form => form.fault('type', 'INTERACTION_TYPE', 'Only for components'))
  if (source.deletedAt) throw apiError(10008)
  return source
}

function update(answering: Answering): Message {
  const message = sourceOf(answering)
  const { request, data } = answering
  editMessage(request.world, { message, body: data, files: request.files, prefix: 'data' })
  publishMessage(request.world, 'MESSAGE_UPDATE', message)
  return message
}

function fail(add: (form: Form) => void): never {
  const form = createForm()
  add(form)
  form.finish()
  throw apiError(0)
}

function choose({ interaction, data }: Answering): undefined {
  const form = createForm()
  form.list('data.choices', data['choices'], { max: 25, required: true }).forEach((choice, i) => {
    form.text(`data.choices.${i}.name`, choice['name'], { min: 1, max: 100, required: true })
    if (typeof choice['value'] !== 'number')
      form.text(`data.choices.${i}.value`, choice['value'], { max: 100, required: true })
  })
  form.finish()
  interaction.choices = asList(data['choices']) as unknown as Choice[]
}

function showModal({ interaction, data }: Answering): undefined {
  const form = createForm()
  if (interaction.type === 5) form.fault('type', 'BASE_TYPE_CHOICES', 'No modal after a modal')
  checkModal(form, data)
  form.finish()
  const { channelId, userId, sourceMessageId } = interaction
  interaction.modal = {
    customId: String(data['custom_id']),
    title: String(data['title']),
    components: asList(data['components']) as unknown as Component[],
    channelId,
    userId,
    ...(sourceMessageId ? { messageId: sourceMessageId } : {}),
  }
}

interface Kind {
  readonly state: InteractionState
  readonly perform: (answering: Answering) => Message | undefined
}

const kinds: Readonly<Record<number, Kind>> = {
  4: { state: 'replied', perform: reply },
  5: { state: 'deferred', perform: defer },
  6: { state: 'deferred-update', perform: sourceOf },
  7: { state: 'updated', perform: update },
  8: { state: 'choices', perform: choose },
  9: { state: 'modal', perform: showModal },
}

function checkAnswerable(world: World, request: Request): Interaction {
  const interaction = world.interactions.get(request.params['token'] ?? '')
  if (interaction?.id !== request.params['interaction'] || !interaction) throw apiError(10062)
  if (interaction.state === 'timed-out') throw apiError(10062)
  if (interaction.state !== 'waiting') throw apiError(40060)
  return interaction
}

function callback(request: Request): Reply {
  const { world, body, query } = request
  const interaction = checkAnswerable(world, request)
  const type = Number(body['type'])
  const kind = kinds[type]
  if (!kind || (type === 8) !== (interaction.type === 4))
    return fail(form =>
      form.fault('type', 'BASE_TYPE_CHOICES', 'Not an answer to this interaction'),
    )
  const data = isRecord(body['data']) ? body['data'] : {}
  const message = kind.perform({ request, interaction, data })
  interaction.state = kind.state
  interaction.ackedAt = Date.now()
  if (message) interaction.originalId = message.id
  clearTimeout(interaction.timer)
  if (query['with_response'] !== 'true') return noContent
  return ok(withResponse(world, { interaction, type, message }))
}

function withResponse(
  world: World,
  given: { interaction: Interaction; type: number; message: Message | undefined },
): Json {
  const { interaction, type, message } = given
  const about = message && {
    response_message_id: message.id,
    response_message_loading: (message.flags & loadingFlag) !== 0,
    response_message_ephemeral: message.ephemeralFor !== undefined,
  }
  const resource = { type, ...(message && { message: toMessage(world, message) }) }
  return { interaction: { id: interaction.id, type: interaction.type, ...about }, resource }
}

export const callbackRoutes: Routes = {
  'POST */interactions/:interaction/:token/callback': callback,
}
