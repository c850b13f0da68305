import { describe, expect, it } from 'vitest'
import {
  isLoopbackAddress,
  isLoopbackHost,
  isOwnOrigin,
} from '../../../adapters/playground/loopback.ts'

describe('the host a request names', () => {
  it.each([
    ['localhost', true],
    ['localhost:3000', true],
    ['LOCALHOST:3000', true],
    ['127.0.0.1:3000', true],
    ['[::1]:3000', true],
    ['[::1]', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example:3000', false],
    ['evil.example:localhost', false],
    ['', false],
    [undefined, false],
  ])('%s is ours: %s', (host, isOurs) => {
    expect(isLoopbackHost(host)).toBe(isOurs)
  })
})

describe('the address to listen on', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.2', false],
    ['127.0.0.1.example', false],
    ['', false],
  ])('%s is loopback: %s', (address, isLoopback) => {
    expect(isLoopbackAddress(address)).toBe(isLoopback)
  })
})

describe('the origin of a request', () => {
  it.each([
    [undefined, 'localhost:3000', true],
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://localhost:4000', 'localhost:3000', false],
    ['https://evil.example', 'localhost:3000', false],
    ['null', 'localhost:3000', false],
  ])('%s asking %s is the page itself: %s', (origin, host, isOwn) => {
    expect(isOwnOrigin(origin, host)).toBe(isOwn)
  })
})
