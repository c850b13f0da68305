import { expect, it } from 'vitest'
import { createMemoryClock } from '../../../adapters/memory/index.ts'
import { createAdmit } from '../../../src/http/admit.ts'
import type { Access } from '../../../src/http/define-route.ts'

const both = { read: 'r'.repeat(16), admin: 'a'.repeat(16) }
const { read, admin } = both

type Case = readonly [Access, typeof both | Partial<typeof both>, string | undefined, string]

it.each<Case>([
  ['open', {}, undefined, 'admitted'],
  ['read', both, `Bearer ${read}`, 'admitted'],
  ['read', both, `bearer  ${read}`, 'admitted'],
  ['read', both, `Bearer ${admin}`, 'admitted'],
  ['admin', both, `Bearer ${admin}`, 'admitted'],
  ['admin', both, `Bearer ${read}`, 'not-allowed'],
  ['admin', { read }, `Bearer ${read}`, 'not-allowed'],
  ['admin', { read }, undefined, 'not-allowed'],
  ['admin', { admin }, `Bearer ${admin}`, 'admitted'],
  ['read', { admin }, `Bearer ${read}`, 'unauthenticated'],
  ['read', both, read, 'unauthenticated'],
  ['read', both, `Basic ${read}`, 'unauthenticated'],
  ['read', both, 'Bearer ', 'unauthenticated'],
  ['read', both, undefined, 'unauthenticated'],
  ['admin', both, `Bearer ${admin}${admin}`, 'unauthenticated'],
])('%s, with the tokens %o: %s is %s', (access, tokens, authorization, expected) => {
  const admit = createAdmit(tokens, createMemoryClock())

  expect(outcomeOf(() => admit(access, authorization))).toBe(expected)
})

function outcomeOf(attempt: () => void): string {
  try {
    attempt()
    return 'admitted'
  } catch (error) {
    return (error as { readonly code: string }).code
  }
}
