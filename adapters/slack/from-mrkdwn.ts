/** Who is mentioned: what is shown, and whether it is another app. */
export interface Mentioned {
  readonly name: string
  readonly isBot: boolean
}

export type People = ReadonlyMap<string, Mentioned>

const token = /<([^<>\n]+)>/g

const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The ids of the people that a message mentions. */
export const peopleIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map(match => match[1] ?? '')),
]

/** A message to the bot without the mention of it, at the start with the comma or colon after it. */
export function withoutMention(text: string, botUserId: string): string {
  const mention = `<@${botUserId}(?:\\|[^>]*)?>`
  return text
    .replace(new RegExp(`^\\s*${mention}[ \\t]*[,:]?\\s*`), '')
    .replace(new RegExp(`[ \\t]*${mention}`, 'g'), '')
    .trim()
}

/**
 * What a person wrote in Slack's dialect, as Markdown. In something that looks like a command (`/model …`,
 * `!models …`) the references to people and channels stay as they are, since its options need their ids.
 */
export function fromMrkdwn(text: string, people: People): string {
  if (isCommandLike(text)) return fromCommandText(text)
  return text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? fromCode(part) : fromText(part, people)))
    .join('')
    .trim()
}

const isCommandLike = (text: string) => /^[!/][a-z]/i.test(text)

/** As Slack hands over the line of a slash command: links lose their brackets, references keep them. */
export const fromCommandText = (text: string): string =>
  unescapeText(
    text.replace(token, (whole, inner: string) =>
      /^[@#!]/.test(inner) ? whole : (inner.split('|')[1] ?? inner),
    ),
  ).trim()

function fromCode(part: string): string {
  const plain = unescapeText(
    part.replace(token, (_, inner: string) => inner.split('|').at(-1) ?? ''),
  )
  if (!plain.startsWith('```')) return plain
  const body = plain.slice(3, -3).replace(/^\n/, '').replace(/\n$/, '')
  return `\`\`\`\n${body}\n\`\`\``
}

function fromText(part: string, people: People): string {
  const links: string[] = []
  const marked = part.replace(token, (_, inner: string) => {
    links.push(fromToken(inner, people))
    return `\ue000${links.length - 1}\ue000`
  })
  const text = unescapeText(marked)
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '**$1**')
    .replace(/(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])/g, '~~$1~~')
    .replace(/^([ \t]*)[•◦▪][ \t]+/gm, '$1- ')
  return text.replace(/\ue000(\d+)\ue000/g, (_, index: string) => links[Number(index)] ?? '')
}

function fromToken(inner: string, people: People): string {
  const [target = '', label = ''] = inner.split('|')
  if (target.startsWith('@')) {
    return `@${people.get(target.slice(1))?.name ?? (unescapeText(label) || 'someone')}`
  }
  if (target.startsWith('#')) return `#${unescapeText(label) || target.slice(1)}`
  if (target.startsWith('!')) return fromSpecial(target, label)
  return fromLink(unescapeText(target), unescapeText(label))
}

function fromSpecial(target: string, label: string): string {
  if (/^!(?:subteam|date)\^/.test(target)) return unescapeText(label) || '@group'
  return `@${target.slice(1)}`
}

function fromLink(target: string, label: string): string {
  const address = target.replace(/^(?:mailto|tel):/, '')
  if (label === '' || label === target || label === address) return address
  if (target === `http://${label}` || target === `https://${label}`) return label
  return `[${label.replaceAll(/[[\]]/g, '\\$&')}](${target})`
}
