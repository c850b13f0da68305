import { expect, it } from 'vitest'
import { defined } from '../../../src/lib/defined.ts'

it('leaves out what is undefined, and nothing else', () => {
  const found = defined({ a: undefined, b: null, c: 0, d: '', e: false, f: 'x' })

  expect(found).toStrictEqual({ b: null, c: 0, d: '', e: false, f: 'x' })
})
