import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { environment } from '../src/config.ts'

const lines = existsSync('.env.example') ? readFileSync('.env.example', 'utf8').split('\n') : []
const VARIABLE = /^#?\s?(?<name>[A-Z][A-Z0-9_]+)=/
const names = lines.flatMap(line => VARIABLE.exec(line)?.groups?.['name'] ?? [])

it('lists exactly the variables that are read', () => {
  expect([...names].sort()).toEqual(Object.keys(environment.shape).sort())
})

it.each(names)('explains %s', name => {
  const index = lines.findIndex(line => VARIABLE.exec(line)?.groups?.['name'] === name)
  // a comment above it, or above the ones beside it
  const above = lines.slice(0, index).findLast(line => !VARIABLE.test(line)) ?? ''

  expect(above).toMatch(/^# \S/)
})

it('holds no secret', () => {
  const filled = lines.filter(line => /(?:TOKEN|KEY|SECRET)=\S/.test(line))

  expect(filled).toEqual([])
})
