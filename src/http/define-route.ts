import type { z } from 'zod'
import type { Log } from '../log.ts'
import type { Catalog } from '../models/catalog.ts'
import type { Refresher } from '../models/refresh.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'

/** What routes work with: a part of what commands get, and what a new workspace would start with. */
export interface HttpServices {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspaces: Workspaces
  readonly refresher: Refresher
  readonly clock: Clock
  readonly log: Log
  readonly wanted: { readonly model: string; readonly fallback: string }
}

/** Whose token a route asks for: `read` takes either one, `open` none. */
export type Access = 'open' | 'read' | 'admin'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/api/users/:userId/model-preferences` */
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answer: z.ZodType
  /** The answer as CSV, for who asks with `format=csv` or `Accept: text/csv`. */
  readonly csv?: (answer: never) => string
  readonly run: (services: HttpServices, input: never) => Promise<unknown>
}

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

interface Spec<
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType,
> extends Pick<Route, 'method' | 'path' | 'summary' | 'access'> {
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer: Answer
  readonly csv?: (answer: z.output<Answer>) => string
  /** @throws BotError `not-found`, or `bad-option` with its `fields` */
  run(
    services: HttpServices,
    input: {
      readonly params: Read<Params>
      readonly query: Read<Query>
      readonly body: Read<Body>
    },
  ): Promise<z.input<Answer>>
}

/** One route of the HTTP API. The same schemas check what comes in and out and describe it at `/api/openapi.json`. */
export const defineRoute = <
  Answer extends z.ZodType,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  spec: Spec<Params, Query, Body, Answer>,
): Route => spec as Route
