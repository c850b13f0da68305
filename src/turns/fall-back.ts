import type { ErrorCode } from '../errors.ts'
import type { Catalog } from '../models/catalog.ts'
import { paramsOf } from '../models/params.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { obstacle } from './pick-model.ts'
import type { Prepared } from './prepare.ts'

/** What another model may do better, in words that follow its name. A request that is our own fault is none of these. */
const reasons: Partial<Readonly<Record<ErrorCode, string>>> = {
  'model-bad-key': 'has no working key',
  'model-no-credit': 'is out of credit at its provider',
  'model-forbidden': 'is not open to us',
  'model-unknown': 'is not known to its provider any more',
  'model-rate-limited': 'gets too many questions',
  'model-overloaded': 'is overloaded',
  'model-unavailable': 'cannot be reached',
  'model-timeout': 'did not answer in time',
  'model-too-long': 'cannot read that much',
  'model-refused': 'refused the question',
  'model-garbled': 'sent something unreadable',
  'model-cut': 'broke off',
  'model-empty': 'sent an empty answer',
}

/** Undefined where trying another model is no use. */
export const reasonToFallBack = (code: ErrorCode): string | undefined => reasons[code]

export interface Standing {
  readonly catalog: Catalog
  readonly workspace: Workspace
  /** What has to be read, as it was counted for the first model. */
  readonly prepared: Pick<Prepared, 'messages' | 'inputTokens'>
  readonly isResting: (modelId: string) => boolean
  /** Tokens of context: after an overflow only a larger window helps. */
  readonly largerThan: number
  /** The longest answer, where the turn says so itself. */
  readonly outputTokens: number | undefined
}

/**
 * Who stands in for the models tried so far: their own fallbacks, the latest first, and the workspace's last. Each must
 * be enabled, served, awake, able to see what is to be seen, and have room for all of it: a fallback never reads less.
 */
export function standIn(
  { catalog, workspace, prepared, isResting, largerThan, outputTokens }: Standing,
  tried: readonly string[],
): CatalogModel | undefined {
  const eyes = prepared.messages.some(({ images = [] }) => images.length > 0)
  const needs = { eyes, inputTokens: prepared.inputTokens, outputTokens }
  const wanted = [
    ...tried.map(modelId => paramsOf(workspace, modelId).fallbackId).reverse(),
    workspace.fallbackModelId,
  ]
  return wanted
    .filter(id => id !== undefined)
    .filter(id => !tried.includes(id) && !isResting(id))
    .filter(id => obstacle(catalog, workspace, id, needs) === undefined)
    .map(id => catalog.find(id))
    .filter(model => model !== undefined)
    .find(({ contextWindow = 0 }) => largerThan === 0 || contextWindow > largerThan)
}
