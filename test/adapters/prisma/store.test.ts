import { describe } from 'vitest'
import { describeStore } from '../../contracts/store.ts'
import { openOn, postgresql, sqlite } from './engines.ts'

describeStore('the store on SQLite', () => openOn(sqlite))

describe.skipIf(postgresql.missing)('with a server', () => {
  describeStore('the store on PostgreSQL', () => openOn(postgresql))
})
