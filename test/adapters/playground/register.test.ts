import { expect, it } from 'vitest'
import { fromSlash } from '../../../adapters/playground/register.ts'
import { commands } from './scripted-inbox.ts'

it.each([
  ['/model', 'model', ''],
  ['/model gpt-5', 'model', 'gpt-5'],
  ['/models enable x  "My label"', 'models enable', 'x  "My label"'],
  ['/Models  Enable gpt', 'models enable', 'gpt'],
  ['/models nonsense x', 'models nonsense', 'x'],
  ['/models', 'models', ''],
  ['/modelsenable x', 'modelsenable', 'x'],
  ['/switchboard models list', 'models list', ''],
  ['/unknown some words', 'unknown', 'some words'],
  ['/stop', 'stop', ''],
  ['/models budget 50 channel #support', 'models budget', '50 channel <#support|support>'],
  ['/models budget 50 target:#Support', 'models budget', '50 target:<#support|support>'],
  ['/models budget 50 member @ben month', 'models budget', '50 member <@ben|Ben> month'],
  ['/models budget 50 #nowhere', 'models budget', '50 #nowhere'],
  ['/model #support', 'model', '#support'],
])('%s runs %s with “%s”', (typed, command, line) => {
  expect(fromSlash(typed, commands)).toEqual({ command, line })
})
