import { limitHeadings } from '../../src/markdown/headings.ts'
import { neutraliseMentions } from '../../src/markdown/neutralise.ts'
import { formatAllTables, settledLength } from '../../src/markdown/tables.ts'

/** Markdown as Discord shows it: it has no tables and three depths of headings. */
export const toDiscordText = (markdown: string): string => limitHeadings(formatAllTables(markdown))

/** The same for what a model wrote, which must not mention anybody. */
export const toAnswerText = (markdown: string): string =>
  toDiscordText(neutraliseMentions(markdown))

/** For an answer that is still growing: a table is held back until it is complete. */
export function toGrowingText(markdown: string): string {
  const text = neutraliseMentions(markdown)
  return toDiscordText(text.slice(0, settledLength(text)))
}
