import { type Json, textAt } from './json.ts'

const answerPart = 'switchboard_answer'

/** What a message of an answer carries, unseen: https://docs.slack.dev/messaging/message-metadata */
export const markOf = (turnId: string): Json => ({
  event_type: answerPart,
  event_payload: { turn_id: turnId },
})

/** Read with `include_all_metadata`. */
export const carriesMark = (message: Json, turnId: string): boolean =>
  textAt(message, 'metadata', 'event_type') === answerPart &&
  textAt(message, 'metadata', 'event_payload', 'turn_id') === turnId
