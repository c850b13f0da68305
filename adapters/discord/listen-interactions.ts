import { setTimeout as sleep } from 'node:timers/promises'
import {
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  ApplicationCommandType,
  InteractionType,
} from 'discord.js'
import type { ActionPress, Inbox, Place, Suggestion } from '../../src/ports/chat.ts'
import { type Card, say } from '../../src/ui/card.ts'
import type { Form } from '../../src/ui/form.ts'
import type { DiscordApi } from './api.ts'
import { askForServer, serverAction } from './direct-servers.ts'
import { createKeptForms, type KeptForms, retryAction } from './kept-forms.ts'
import { cut, limits } from './limits.ts'
import type { Locate, Located } from './locate.ts'
import {
  actorOf,
  fromAutocomplete,
  fromComponent,
  fromContextMenu,
  fromModal,
  fromSlashCommand,
  guildPlaceOf,
} from './receive-interaction.ts'
import { createResponder, type GuardedResponder, isCard, type RespondApi } from './respond.ts'

export interface InteractionListening {
  readonly inbox: Inbox
  readonly api: RespondApi & Pick<DiscordApi, 'suggest'>
  readonly locate: Locate
  /** Which command each entry of a message's menu runs. */
  readonly shortcuts: ReadonlyMap<string, string>
  /** A direct message's server was chosen. */
  onServerChosen(channelId: string, guildId: string): Promise<void>
}

/** Choices must be there within three seconds. */
const suggestMs = 2500
/** Leaves time to acknowledge what could not be located. */
const locateMs = 1500

type Answerable = Exclude<APIInteraction, { type: InteractionType.Ping }>

export function createInteractionListener(listening: InteractionListening) {
  const kept = createKeptForms()
  return async (interaction: APIInteraction): Promise<void> => {
    if (interaction.type === InteractionType.Ping) return
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
      return suggest(listening, interaction)
    }
    const responder = createResponder(listening.api, originOf(interaction, kept))
    try {
      const name = retryOf(interaction)
      await (name === undefined
        ? answer(listening, interaction, responder)
        : openAgain(kept.find(actorOf(interaction).id, name), responder))
    } finally {
      await responder.done()
    }
  }
}

function originOf(interaction: Answerable, kept: KeptForms) {
  const message = 'message' in interaction ? interaction.message : undefined
  const userId = actorOf(interaction).id
  const isTyped = interaction.type === InteractionType.ModalSubmit
  const retry = isTyped ? kept.typed(userId, fromModal(interaction, noPlace)) : undefined
  return {
    ref: interaction,
    userId,
    onOpened: (form: Form) => kept.opened(userId, form),
    ...(retry !== undefined && { retry }),
    canOpen: !isTyped,
    isControl: interaction.type === InteractionType.MessageComponent,
    hasCard: isCard(message),
    openedAt: Date.now(),
  }
}

async function locateInteraction(
  { locate }: InteractionListening,
  interaction: Answerable,
): Promise<Located | undefined> {
  const place = guildPlaceOf(interaction)
  if (place) return { kind: 'place', place }
  const channelId = interaction.channel?.id
  if (channelId === undefined) return { kind: 'undecided', choices: [] }
  const userId = actorOf(interaction).id
  const tooLate = sleep(locateMs, undefined, { ref: false })
  return Promise.race([locate({ channelId, userId }).catch(() => undefined), tooLate])
}

async function answer(
  listening: InteractionListening,
  interaction: Answerable,
  responder: GuardedResponder,
): Promise<void> {
  if (isServerChoice(interaction)) return chooseServer(listening, interaction, responder)
  const located = await locateInteraction(listening, interaction)
  if (located?.kind !== 'place') return responder.refuse(nowhere(located))
  await hand(listening, interaction, { place: located.place, responder })
}

const nowhere = (located: Located | undefined): Card =>
  located?.kind === 'undecided'
    ? askForServer(located.choices)
    : say('Discord is slow right now. Try again in a moment.')

async function hand(
  { inbox, shortcuts }: InteractionListening,
  interaction: Answerable,
  { place, responder }: { readonly place: Place; readonly responder: GuardedResponder },
): Promise<void> {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const invocation = toInvocation(interaction, place, shortcuts)
      return invocation && inbox.command(invocation, responder)
    }
    case InteractionType.MessageComponent: {
      const press = fromComponent(interaction, place)
      return press && inbox.press(press, responder)
    }
    case InteractionType.ModalSubmit:
      return inbox.submit(fromModal(interaction, place), responder)
    default:
      return undefined
  }
}

function toInvocation(
  interaction: APIApplicationCommandInteraction,
  place: Place,
  shortcuts: ReadonlyMap<string, string>,
) {
  if (interaction.data.type === ApplicationCommandType.ChatInput) {
    return fromSlashCommand(interaction as Parameters<typeof fromSlashCommand>[0], place)
  }
  if (interaction.data.type !== ApplicationCommandType.Message) return undefined
  return fromContextMenu(interaction as Parameters<typeof fromContextMenu>[0], place, shortcuts)
}

const retryOf = (interaction: Answerable): string | undefined =>
  interaction.type === InteractionType.MessageComponent
    ? pressOf(interaction, retryAction)?.value
    : undefined

const openAgain = (form: Form | undefined, responder: GuardedResponder): Promise<void> =>
  form
    ? responder.open(form)
    : responder.refuse(say('What you typed is not kept any more. Run the command again.'))

const isServerChoice = (interaction: Answerable): interaction is APIMessageComponentInteraction =>
  interaction.type === InteractionType.MessageComponent &&
  pressOf(interaction, serverAction) !== undefined

const noPlace: Place = { workspaceId: '', channelId: '', isDirect: true }

function pressOf(
  interaction: APIMessageComponentInteraction,
  action: string,
): ActionPress | undefined {
  const press = fromComponent(interaction, noPlace)
  return press?.action === action ? press : undefined
}

async function chooseServer(
  { onServerChosen }: InteractionListening,
  interaction: APIMessageComponentInteraction,
  responder: GuardedResponder,
): Promise<void> {
  const guildId = pressOf(interaction, serverAction)?.chosen[0]
  const screen = await responder.replace()
  if (guildId === undefined || interaction.channel === undefined) return
  await screen.show(say('Thank you, this chat is about that server now.'))
  await onServerChosen(interaction.channel.id, guildId)
}

async function suggest(
  listening: InteractionListening,
  interaction: Extract<APIInteraction, { type: InteractionType.ApplicationCommandAutocomplete }>,
): Promise<void> {
  const tooLate = sleep(suggestMs, [] as readonly Suggestion[], { ref: false })
  const found = await Promise.race([find(listening, interaction), tooLate])
  await listening.api.suggest(interaction, toChoices(found))
}

async function find(
  listening: InteractionListening,
  interaction: Extract<APIInteraction, { type: InteractionType.ApplicationCommandAutocomplete }>,
): Promise<readonly Suggestion[]> {
  const located = await locateInteraction(listening, interaction)
  if (located?.kind !== 'place') return []
  return listening.inbox.suggest(fromAutocomplete(interaction, located.place))
}

function toChoices(found: readonly Suggestion[]) {
  return found
    .filter(({ value }) => value.length <= limits.choiceText)
    .slice(0, limits.choices)
    .map(({ label, value }) => ({ name: cut(label || value || '…', limits.choiceText), value }))
}
