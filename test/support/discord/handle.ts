import type { Interaction, InteractionState, Message, Modal } from './entities.ts'
import { loadingFlag } from './messages.ts'
import { type SeenMessage, see, waitFor } from './view.ts'
import type { World } from './world.ts'

/** What came of a command, a press, a pick or a submitted form. */
export interface Handle {
  readonly interaction: Interaction
  readonly state: InteractionState
  /** How long the bot took for its first answer. */
  readonly ackMs: number | undefined
  /** The answer and its follow-ups as they stand now. */
  readonly messages: readonly SeenMessage[]
  /** The text of them all. */
  readonly text: string
  readonly openedModal: Modal | undefined
  /** The first answer that says something (a deferred one counts once it is filled). */
  reply(timeoutMs?: number): Promise<SeenMessage>
  followUp(timeoutMs?: number): Promise<SeenMessage>
  modal(timeoutMs?: number): Promise<Modal>
  acknowledged(timeoutMs?: number): Promise<InteractionState>
  /** Ends the token now, as after 15 minutes. */
  expire(): void
}

function find(world: World, id: string | undefined): Message | undefined {
  const message = world.messages.get(id ?? '')
  return message?.deletedAt ? undefined : message
}

function isFilled(interaction: Interaction, message: Message): boolean {
  if (interaction.state === 'deferred-update')
    return message.edits.some(({ at }) => at >= (interaction.ackedAt ?? 0))
  return (message.flags & loadingFlag) === 0
}

function answered(world: World, interaction: Interaction): Message | undefined {
  const original = find(world, interaction.originalId)
  if (original && isFilled(interaction, original)) return original
  return interaction.followUpIds.map(id => find(world, id)).find(Boolean)
}

export function toHandle(world: World, interaction: Interaction): Handle {
  const name = `${interaction.name ?? 'interaction'}`
  const wait = <T>(what: string, timeoutMs: number, predicate: () => T) =>
    waitFor(world, { predicate, what: `${what} to ${name}`, timeoutMs })
  const current = () =>
    [interaction.originalId, ...interaction.followUpIds]
      .flatMap(id => find(world, id) ?? [])
      .map(message => see(world, message))
  return {
    interaction,
    get state() {
      return interaction.state
    },
    get ackMs() {
      return interaction.ackedAt && interaction.ackedAt - interaction.createdAt
    },
    get messages() {
      return current()
    },
    get text() {
      return current()
        .map(({ text }) => text)
        .join('\n')
    },
    get openedModal() {
      return interaction.modal
    },
    reply: async (timeoutMs = 5000) =>
      see(world, await wait('an answer', timeoutMs, () => answered(world, interaction))),
    followUp: async (timeoutMs = 5000) =>
      see(
        world,
        await wait('a follow-up', timeoutMs, () => find(world, interaction.followUpIds[0])),
      ),
    modal: (timeoutMs = 5000) => wait('a form', timeoutMs, () => interaction.modal),
    acknowledged: async (timeoutMs = 5000) => {
      await wait('an acknowledgement', timeoutMs, () => interaction.state !== 'waiting')
      return interaction.state
    },
    expire() {
      interaction.expired = true
    },
  }
}
