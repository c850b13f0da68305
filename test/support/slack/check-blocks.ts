import { blocks } from './block-rules.ts'
import { asJson, asList, asText, isGiven, type Json } from './json.ts'
import { byType, problem } from './schema.ts'

const repeated = (ids: readonly string[]) =>
  ids.filter((id, index) => id !== '' && ids.indexOf(id) !== index)

const elementsIn = (value: Json): readonly Json[] => [
  ...asList(value['elements']),
  ...asList(value['actions']),
  ...[value['accessory'], value['element']].filter(isGiven).map(asJson),
]

export const checkBlocks = (given: readonly Json[], at: string): string[] => {
  const check = byType(() => blocks)
  const sameBlocks = repeated(given.map(value => asText(value['block_id'])))
  const sameActions = given.flatMap(value =>
    repeated(elementsIn(value).map(element => asText(element['action_id']))),
  )
  return [
    ...given.flatMap((value, index) => check(value, `${at}/${index}`)),
    ...sameBlocks.map(id => problem(`block_id already exists: ${id}`, at)),
    ...sameActions.map(id => problem(`action_id already exists: ${id}`, at)),
  ]
}
