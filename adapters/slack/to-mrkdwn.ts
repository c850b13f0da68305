import { neutraliseMentions } from '../../src/markdown/neutralise.ts'

export type Names = ReadonlyMap<string, string>

const person = /<@([UW][A-Z0-9]{2,20})(?:\|[^>]*)?>/g
const channel = /(<#[CG][A-Z0-9]{2,20}(?:\|[^<>]*)?>)/

/** The people that a text mentions. */
export const mentionedIn = (text: string): string[] => [
  ...new Set([...text.matchAll(person)].map(match => match[1] ?? '')),
]

/**
 * Markdown that can notify nobody: people become their `@name` as plain text, a channel keeps its link (which
 * notifies no one), everything else that could ping is broken.
 */
export function withoutPings(markdown: string, names: Names): string {
  return markdown
    .replace(person, (_, id: string) => `@${names.get(id) ?? 'someone'}`)
    .split(channel)
    .map((part, index) => (index % 2 === 1 ? part : neutraliseMentions(part)))
    .join('')
}

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** For the places where Slack only takes its own dialect: sections, small print, App Home. */
export function toMrkdwn(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?```|`[^`\n]+`|<#[CG][A-Z0-9]{2,20}(?:\|[^<>]*)?>)/)
    .map((part, index) => (index % 2 === 0 ? toMrkdwnText(part) : verbatim(part)))
    .join('')
}

const verbatim = (part: string): string =>
  part.startsWith('<#') ? part : escapeText(part.replace(/^```[\w+-]*\n/, '```\n'))

const strong = '\ue000'

const bold = (text: string) => `${strong}${text}${strong}`

function toMrkdwnText(text: string): string {
  return escapeText(text)
    .replace(/!?\[([^\]\n]+)\]\(((?:https?|mailto):[^\s)]+)\)/g, '<$2|$1>')
    .replace(/^#{1,6}[ \t]+(.+?)[ \t]*#*$/gm, (_, title: string) =>
      bold(title.replaceAll('**', '')),
    )
    .replace(/\*{3}(?=\S)([^*\n]+?)(?<=\S)\*{3}/g, `${strong}_$1_${strong}`)
    .replace(/(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1/g, `${strong}$2${strong}`)
    .replace(/(?<![\w*\\])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '_$1_')
    .replace(/~~(?=\S)([^\n]+?)(?<=\S)~~/g, '~$1~')
    .replace(/^([ \t]*)[-*+][ \t]+/gm, '$1• ')
    .replace(/^&gt;[ \t]?/gm, '> ')
    .replace(/\\([\\`*_~[\]#-])/g, '$1')
    .replaceAll(strong, '*')
}
