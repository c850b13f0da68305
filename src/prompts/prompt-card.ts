import type { Prompt, PromptVersion } from '../ports/prompts.ts'
import { type Button, buttons, type Card, card, facts, file, note, rows, text } from '../ui/card.ts'
import { toDeclaration } from './template.ts'

const SHOWN = 600
const PAGE = 10

/** What a prompt is, with what can be done with it; a long template comes as a file. */
export function promptCard(headline: string, prompt: Prompt): Card {
  const { id, name, version, template, variables, modelId, description } = prompt
  const isLong = template.length > SHOWN
  return card(
    text(headline),
    description ? note(description) : undefined,
    text(
      `\`\`\`\n${(isLong ? `${template.slice(0, SHOWN)}…` : template).replaceAll('```', "'''")}\n\`\`\``,
    ),
    facts({
      Model: modelId,
      Version: String(version),
      Variables: variables.length > 0 ? variables.map(toDeclaration).join('; ') : 'none',
      ...(prompt.maxOutputTokens && { 'Longest answer': `${prompt.maxOutputTokens} tokens` }),
      ...(prompt.temperature && { Temperature: prompt.temperature }),
      ...(prompt.step && { Step: prompt.step }),
      ...(prompt.subsystem && { Subsystem: prompt.subsystem }),
      ...(prompt.outputSchema && { Answer: 'checked against its JSON schema' }),
      ...(prompt.expiresAt && { 'Draft until': prompt.expiresAt.toISOString().slice(0, 10) }),
    }),
    isLong
      ? file({
          name: `${name}.md`,
          mimeType: 'text/markdown',
          content: template,
          alt: 'The template',
        })
      : undefined,
    buttons(
      { label: 'Run', action: 'prompt.start', value: id, style: 'primary' },
      { label: 'Edit', action: 'prompt.edit', value: id },
      { label: 'History', action: 'prompt.history', value: `${id}|0` },
      { label: 'Archive', action: 'prompt.archive', value: id },
    ),
  )
}

/** Who saved which version, when and why; any of them can be put back. */
export function historyCard(
  prompt: Prompt,
  versions: readonly PromptVersion[],
  page: number,
): Card {
  const { id, name, version: inForce } = prompt
  const to = (label: string, target: number): Button => ({
    label,
    action: 'prompt.history',
    value: `${id}|${target}`,
  })
  const isLast = versions.some(({ version }) => version === 1)
  return card(
    text(`**${name}** has ${inForce} ${inForce === 1 ? 'version' : 'versions'}.`),
    rows(
      ...versions.map(({ version, savedBy, savedAt, reason, modelId }) => ({
        markdown: `**v${version}**${version === inForce ? ' _(in force)_' : ''} · ${reason} · \`${modelId}\`\n${savedBy.name}, ${savedAt.toISOString().slice(0, 16).replace('T', ' ')}`,
        ...(version !== inForce && {
          button: { label: 'Put back', action: 'prompt.putBack', value: `${id}|${version}` },
        }),
      })),
    ),
    page > 0 || !isLast
      ? buttons(
          ...(page > 0 ? [to('← Newer', page - 1)] : []),
          ...(isLast ? [] : [to('Older →', page + 1)]),
        )
      : undefined,
  )
}

export const HISTORY_PAGE = PAGE
