import type { OfferedModel } from '../ports/llm.ts'

/** What a list says of a model beside its price, in a form that can be compared. */
function described(model: OfferedModel): string {
  const { contextWindow, maxOutput, family, version, deprecatedOn, successorId, limits } = model
  const sorted = (list: readonly string[] | undefined) => list && [...list].sort()
  return JSON.stringify([
    ...[model.provider, model.route, model.routeModelId, model.name, family, version],
    ...[contextWindow, maxOutput, deprecatedOn, successorId],
    ...[limits?.requestsPerMinute, limits?.images, limits?.inputTokens, limits?.outputTokens],
    sorted(model.inputModalities),
    sorted(model.outputModalities),
    sorted(model.capabilities),
    sorted(model.parameters),
    sorted(model.regions),
    sorted(model.aliases),
  ])
}

/** Whether two lists say the same of a model, in whatever order. */
export const sameDescription = (a: OfferedModel, b: OfferedModel): boolean =>
  described(a) === described(b)
