/** https://docs.discord.com/developers/resources/message and …/components/reference */
export const limits = {
  content: 2000,
  components: 40,
  displayedText: 4000,
  buttonsInRow: 5,
  rowsUnderAnswer: 5,
  buttonLabel: 80,
  customId: 100,
  options: 25,
  optionText: 100,
  placeholder: 150,
  modalTitle: 45,
  fieldLabel: 45,
  fieldHint: 100,
  textInput: 4000,
  threadName: 100,
  nonce: 25,
  historyPage: 100,
  downloadBytes: 20 * 1024 * 1024,
  choices: 25,
  choiceText: 100,
  description: 100,
  altText: 1024,
  files: 10,
  contextMenus: 5,
} as const

/** Minutes without a message after which Discord puts a thread away. */
export const autoArchiveMinutes = 1440

/** Shortens to `max` UTF-16 units with an ellipsis, never through a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
