import { expect, it } from 'vitest'
import { apiRoutes } from '../../../src/http/routes.ts'
import { startApi } from '../../support/start-api.ts'

interface Described {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly in: string; readonly name: string }[]
  readonly responses: Readonly<Record<string, unknown>>
}

async function describeApi(): Promise<Described> {
  const { ask } = await startApi()
  const answer = await ask('/api/openapi.json', { token: '' })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Described
}

it('describes every route, with a name of its own', async () => {
  const { openapi, paths } = await describeApi()

  const operations = Object.values(paths).flatMap(path => Object.values(path))
  expect(openapi).toMatch(/^3\.1\.\d+$/)
  expect(operations).toHaveLength(apiRoutes.length)
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(apiRoutes.length)
})

it('declares the parameters in each path, and every refusal', async () => {
  const { paths } = await describeApi()

  for (const [path, operations] of Object.entries(paths)) {
    const inPath = [...path.matchAll(/\{(?<name>\w+)\}/g)].map(({ groups }) => groups?.['name'])
    for (const { parameters, responses } of Object.values(operations)) {
      const declared = parameters.filter(one => one.in === 'path').map(({ name }) => name)
      expect(declared.sort()).toEqual(inPath.sort())
      expect(Object.keys(responses)).toEqual(
        expect.arrayContaining(['200', '400', '401', '403', '404', '429']),
      )
    }
  }
})

it('refers only to what it defines', async () => {
  const described = await describeApi()
  const references = [...JSON.stringify(described).matchAll(/"\$ref":"#\/(?<path>[^"]+)"/g)]

  expect(references).not.toEqual([])
  for (const { groups } of references) {
    const found = (groups?.['path'] ?? '')
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], described)
    expect(found).toBeDefined()
  }
})
