import { BotError } from '../errors.ts'
import { findModel, type Named } from './find-model.ts'

/** The model a person means. @throws BotError `bad-option` listing the candidates, `unknown-model` with the nearest names */
export function pickByName<T extends Named>(models: readonly T[], typed: string, among: string): T {
  const found = findModel(models, typed)
  switch (found.kind) {
    case 'found':
      return found.model
    case 'ambiguous':
      throw new BotError(
        'bad-option',
        `“${typed}” fits several models: ${list(found.candidates)}. Write more of the name.`,
      )
    case 'unknown':
      throw new BotError(
        'unknown-model',
        `No ${among} is called “${typed}”. ${nearest(found.nearest)}`,
      )
    default:
      return found satisfies never
  }
}

const MOST = 8

const list = (models: readonly Named[]): string => {
  const rest = models.length > MOST ? ` and ${models.length - MOST} more` : ''
  return (
    models
      .slice(0, MOST)
      .map(({ id }) => `\`${id}\``)
      .join(', ') + rest
  )
}

const nearest = (models: readonly Named[]): string =>
  models.length > 0 ? `Did you mean ${list(models)}?` : 'See `/models list`.'
