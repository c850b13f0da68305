import type { Route } from './define-route.ts'
import { costs } from './routes/costs.ts'
import { llms } from './routes/llms.ts'
import { readPreferences, writePreference, writePreferences } from './routes/model-preferences.ts'
import { refresh } from './routes/refresh.ts'

/** The HTTP API. */
export const apiRoutes: readonly Route[] = [
  costs,
  llms,
  refresh,
  readPreferences,
  writePreferences,
  writePreference,
]
