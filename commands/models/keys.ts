import { z } from 'zod'
import { type Context, defineCommand, defineForm, option, type Reply } from '../../src/bot/index.ts'
import { BotError, explain } from '../../src/errors.ts'
import { fingerprintOf } from '../../src/lib/keyring.ts'
import { boundTo } from '../../src/models/bound-to.ts'
import { keyCard, keyForm, keysCard, LONGEST_KEY } from '../../src/models/key-cards.ts'
import { findState, type KeyState, keyStates } from '../../src/models/key-states.ts'
import type { LlmRoute } from '../../src/ports/llm.ts'
import { type Card, say } from '../../src/ui/card.ts'

const TEST_WITHIN_MS = 20_000
const SHORTEST_KEY = 8

const REVOKE =
  'A key never belongs in a message: others may have read it, and it stays where it was written. Revoke it at the provider now, make a new one, and give that one only in the form that `/models keys` opens.'

/** Whatever is long and no plain word is taken for a key: better one warning too many. */
function refuseTypedKey(given: string): void {
  const isLikeKey = given
    .split(/[\s:="'`]+/)
    .some(word => /^(?=.*[\d_-]).{9,}$|^.{15,}$/.test(word))
  if (isLikeKey) throw new BotError('bad-option', REVOKE)
}

function stateOf(context: Context, typed: string): KeyState {
  const states = keyStates(context)
  const state = findState(states, typed)
  if (state) return state
  const titles = states.map(({ title }) => title).join(', ')
  throw new BotError('bad-option', `There is no such provider. These can have a key: ${titles}.`)
}

function show(context: Context, typed: string | undefined): Card {
  if (typed === undefined) return keysCard(keyStates(context), context.workspace)
  return keyCard(stateOf(context, typed), context.workspace)
}

/** As the workspace is after a change. */
async function again(context: Context, route: string, remark: string): Promise<Card> {
  const { workspaces, workspace } = context
  workspaces.changed(workspace.id)
  const now = { ...context, workspace: await workspaces.fresh(workspace.id) }
  return keyCard(stateOf(now, route), now.workspace, remark)
}

/** Undefined when the provider takes it. */
async function problemWith(route: LlmRoute): Promise<BotError | undefined> {
  const signal = AbortSignal.timeout(TEST_WITHIN_MS)
  try {
    await (route.checkKey ? route.checkKey(signal) : route.list(signal))
    return undefined
  } catch (error) {
    if (error instanceof BotError) return error
    throw error
  }
}

async function set(context: Context, secret: string, name: string): Promise<Reply> {
  const { keyRoutes, keyring, store, workspace, actor, clock } = context
  const { route, title, own } = stateOf(context, name)
  const problem = await problemWith(keyRoutes.create(route, secret))
  if (problem?.code === 'model-bad-key') {
    throw new BotError('bad-option', `${title} does not take this key. Nothing was changed.`)
  }
  const fingerprint = fingerprintOf(secret)
  const key = {
    ...{ workspaceId: workspace.id, route, fingerprint, setBy: actor, setAt: clock.now() },
    sealed: keyring.seal(secret, boundTo({ workspaceId: workspace.id, route })),
  }
  const action = own ? 'replace key' : 'set key'
  await store.keys.set(
    { ...key, setBy: { id: actor.id, name: actor.name } },
    { actor, action, target: route, details: { fingerprint } },
  )
  const tested = problem ? `could not be tested: ${words(problem)}` : 'works'
  return {
    card: await again(context, route, `The key is stored; it ${tested}.`),
    notice: { to: 'admins', card: say(`${actor.name} set this workspace’s key for ${title}.`) },
  }
}

const words = (problem: BotError): string => explain(problem, '').sentence.replace(/ \(``\)$/, '')

async function test(context: Context, name: string): Promise<Card> {
  const { keyRoutes, keyring, routes, workspace } = context
  const { route, own, isUnreadable } = stateOf(context, name)
  if (isUnreadable) return again(context, route, 'It cannot be decrypted.')
  const secret = own && keyring.open(own.sealed, boundTo(own))
  const opened =
    secret === undefined
      ? routes.find(candidate => candidate.name === route)
      : keyRoutes.create(route, secret)
  if (!opened) throw new BotError('conflict', 'There is no key to test any more.')
  const problem = await problemWith(opened)
  const whose = own ? 'This workspace’s key' : 'The environment’s key'
  const remark = problem ? `${whose} does not work: ${words(problem)}` : `${whose} works.`
  return keyCard(stateOf(context, route), workspace, remark)
}

async function remove(context: Context, name: string): Promise<Reply> {
  const { store, workspace, actor } = context
  const { route, title, own, hasEnvironment } = stateOf(context, name)
  const details = own ? { fingerprint: own.fingerprint } : {}
  const change = { actor, action: 'remove key', target: route, details }
  await store.keys.remove(workspace.id, route, change)
  const then = hasEnvironment ? 'The environment’s serves now' : 'Its models are unavailable now'
  return {
    card: await again(context, route, `The key is gone. ${then}.`),
    notice: { to: 'admins', card: say(`${actor.name} removed this workspace’s key for ${title}.`) },
  }
}

const input = z.object({
  key: z
    .array(z.string())
    .transform(values => (values[0] ?? '').trim())
    .refine(
      key => key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY && /^[\x21-\x7e]+$/.test(key),
      'That is no API key: it has eight characters or more, and no space.',
    ),
})

export default defineCommand({
  path: 'models keys',
  summary: 'Keys of providers: set, test, replace, remove',
  who: 'admin',
  guard: refuseTypedKey,
  options: z.object({ provider: option.text('Which provider; never a key', 1000).optional() }),
  run: (context, { provider }) => show(context, provider),
  actions: {
    'keys.show': { kind: 'private', who: 'admin', run: show },
    'keys.set': { kind: 'form', form: 'models.key' },
    'keys.test': { kind: 'replace', who: 'admin', run: test },
    'keys.remove': { kind: 'replace', who: 'admin', run: remove },
  },
  forms: {
    'models.key': defineForm({
      who: 'admin',
      build(context, name) {
        if (context.keyring.newestId === undefined) {
          throw new BotError(
            'conflict',
            'Keys cannot be stored yet: whoever runs Switchboard has to set ENCRYPTION_KEY first.',
          )
        }
        return keyForm(stateOf(context, name).route)
      },
      input,
      submit: (context, { key }, name) => set(context, key, name),
    }),
  },
})
