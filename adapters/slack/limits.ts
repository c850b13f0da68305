/** Slack's numbers: https://docs.slack.dev/reference/block-kit and the error lists of each method. */
export const limits = {
  blocks: 50,
  viewBlocks: 100,
  /** Of all text in the blocks of a message; Slack refuses at about 13,200. */
  blockText: 12_000,
  sectionText: 3_000,
  fieldText: 2_000,
  fields: 10,
  contextText: 2_000,
  headerText: 150,
  label: 75,
  optionText: 75,
  options: 100,
  optionGroups: 100,
  actions: 5,
  buttonValue: 2_000,
  id: 255,
  placeholder: 150,
  tableRows: 100,
  tableColumns: 20,
  tableText: 9_500,
  cellText: 1_000,
  /** Charts of its own in one message. */
  charts: 2,
  chartTitle: 50,
  chartLabel: 20,
  chartLabels: 20,
  chartSeries: 6,
  altText: 2_000,
  viewTitle: 24,
  metadata: 3_000,
  viewBytes: 240_000,
  inputLength: 3_000,
  inputLabel: 2_000,
  prompts: 4,
  /** What `chat.update` takes as `text`. */
  updateText: 3_900,
  /** A streamed message holds 12,000 characters in all. */
  streamText: 11_400,
  /** From here on a streamed message ends at the next good place. */
  streamSoftText: 9_500,
  /** Slack ends a stream after about five minutes. */
  streamMs: 235_000,
  streamSoftMs: 200_000,
  fileBytes: 20 * 1024 * 1024,
} as const

/** Ends in `…` where something had to go; never empty, which Slack refuses. */
export function cut(text: string, max: number): string {
  if (text.trim() === '') return '–'
  if (text.length <= max) return text
  const end = isHighSurrogate(text.charCodeAt(max - 2)) ? max - 2 : max - 1
  return `${text.slice(0, end)}…`
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff
