import { z } from 'zod'
import type { Route } from './define-route.ts'
import { problemSchema } from './problem.ts'
import { querySchema } from './read-request.ts'

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}

type JsonSchema = ReturnType<typeof jsonSchema>

function parameters(place: 'path' | 'query', schema: z.ZodObject | undefined) {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property as JsonSchema,
  }))
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** Of every route that needs a token. */
const refusals = {
  '401': problem('No token, or a wrong one'),
  '403': problem('The token is not enough, or that side of the API is closed'),
  '429': problem('Too many requests; `Retry-After` says when to come back'),
}

function operation(route: Route) {
  const { method, path, summary, access, params, body, answer, csv } = route
  const words = path.split(/[^A-Za-z]+/).filter(word => word !== '' && word !== 'api')
  return {
    operationId: [method.toLowerCase(), ...words].join('-'),
    summary,
    description: access === 'admin' ? 'Needs the admin token.' : 'Takes the read or admin token.',
    security: [{ token: [] }],
    parameters: [...parameters('path', params), ...parameters('query', querySchema(route))],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(body, 'input') } },
      },
    }),
    responses: {
      '200': {
        description: 'As asked',
        content: {
          'application/json': { schema: jsonSchema(answer, 'output') },
          ...(csv && { 'text/csv': { schema: { type: 'string' } } }),
        },
      },
      '400': problem('A field is wrong; `errors` names it'),
      ...refusals,
      '404': problem('There is no such thing'),
      default: problem('Something else went wrong'),
    },
  }
}

const openApiPath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}')

/** The API as OpenAPI 3.1. */
export function toOpenApi(routes: readonly Route[]) {
  const paths: Record<string, Record<string, ReturnType<typeof operation>>> = {}
  for (const route of routes) {
    const path = openApiPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Switchboard', version: '1.0.0' },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}
