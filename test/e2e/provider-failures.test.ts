import { beforeEach, describe, expect, it } from 'vitest'
import type { Behaviour } from '../support/provider/index.ts'
import { countIn, platforms, shareRig, until } from '../support/rig.ts'
import type { Person, Team } from '../support/team/team.ts'

const endless =
  'I begin, and I go on and on and on, never finding the right words to come to an end.'

interface Case {
  readonly what: string
  readonly calls: readonly Behaviour[]
  readonly sentence: string
  readonly outcomes: readonly string[]
  readonly shown?: string
}

/** What goes wrong for good, and what is said in the thread. */
const cases: readonly Case[] = [
  {
    what: 'a wrong key',
    calls: [{ status: 401, errorMessage: 'Incorrect API key provided: sk-or-v1-emulated-key' }],
    sentence: 'The provider refused our key. An admin has to check it.',
    outcomes: ['failed model-bad-key'],
  },
  {
    what: 'no credit',
    calls: [{ status: 402 }],
    sentence: 'The account at the provider is out of credit.',
    outcomes: ['failed model-no-credit'],
  },
  {
    what: 'too many questions, for a long time',
    calls: [{ status: 429, retryAfter: 3600 }],
    sentence: 'The provider is getting too many questions from us. Try again in a minute.',
    outcomes: ['failed model-rate-limited'],
  },
  {
    what: 'a connection cut after the first words',
    calls: [{ text: 'The first words and the rest', chunkSize: 10, cutMidStream: 1 }],
    sentence: 'The connection to the provider broke before the answer was complete.',
    outcomes: ['failed model-cut estimated'],
    shown: 'The first',
  },
  {
    what: 'answers that are no JSON',
    calls: [{ truncatedJson: true, times: 3 }],
    sentence: 'The provider sent something that is not an answer. Try again.',
    outcomes: Array(3).fill('failed model-garbled'),
  },
  {
    what: 'empty answers',
    calls: [{ text: '', times: 3 }],
    sentence: 'The model sent an empty answer. Try again.',
    outcomes: Array(3).fill('failed model-empty'),
  },
]

/** What goes away by itself before anything was shown. */
const passing: readonly (Behaviour & { readonly what: string; readonly code: string })[] = [
  { what: 'a fault of the provider', status: 500, code: 'model-unavailable' },
  { what: 'a short rate limit', status: 429, retryAfter: 1, code: 'model-rate-limited' },
  { what: 'a connection that breaks at once', reset: true, code: 'model-unavailable' },
]

const isOf = ({ turn }: Readonly<Record<string, unknown>>, reference: string): boolean =>
  String(turn).endsWith(reference)

describe.each(platforms)('On $name', platform => {
  // nobody stands in for the default, so that what its failures do is seen
  const settings = { LLM_FALLBACK_MODEL: 'openai/gpt-5' }
  const open = shareRig<Team>({ ...platform, settings })
  let asker: Person

  beforeEach(() => {
    asker = open().team.newMember()
  })

  const outcomesOf = async () =>
    (await open().ledger())
      .filter(({ memberId }) => memberId === asker.id)
      .map(({ outcome, errorCode, isEstimated, outputTokens }) =>
        [outcome, errorCode, isEstimated && Number(outputTokens) > 0 ? 'estimated' : '']
          .filter(Boolean)
          .join(' '),
      )

  /** The sentence is shown a moment before the turn is closed. */
  const hasEnded = () =>
    until(async () => {
      const turns = await open().database.query('SELECT "memberId", "state" FROM "Turn"')
      return turns.some(({ memberId, state }) => memberId === asker.id && state === 'failed')
    }, 'the end of the turn')

  it.each(cases)('$what is told in the thread', async ({ calls, sentence, outcomes, shown }) => {
    const { provider, answer, team, program } = open()
    provider.next(...calls)

    const thread = team.ask('Does it work?', asker)
    const line = await answer(thread, sentence)

    const reference = /\(`(\w{8})`\)/.exec(line.text)?.[1] ?? 'missing'
    const logged = () =>
      program.log().find(each => each['msg'] === 'turn failed' && isOf(each, reference))
    const entry = await team.waitFor(logged, 'the log')
    expect(entry).toMatchObject({ err: { message: expect.any(String) } })
    if (shown) expect(countIn(team, thread, shown)).toBe(1)
    await until(async () => (await outcomesOf()).length >= outcomes.length, 'the ledger')
    expect(await outcomesOf()).toEqual(outcomes)
  })

  it.each(passing)('$what is tried again', async ({ what, code, ...behaviour }) => {
    const { provider, answer, team } = open()
    provider.next(behaviour, { text: `Over it: ${what}` })

    const thread = team.ask('Does it work?', asker)
    await answer(thread, 'Over it')

    expect(await outcomesOf()).toEqual([`failed ${code}`, 'ok'])
  })

  it('an answer that hangs is stopped by its reader', async () => {
    const { provider, answer, team } = open()
    provider.next({ text: endless, chunkSize: 60, stallMidStream: 1 })
    const thread = team.ask('Tell me everything', asker)
    await team.waitFor(() => countIn(team, thread, 'I begin') === 1, 'the beginning')

    await team.stop(asker, thread)

    await answer(thread, 'Stopped.')
    expect(countIn(team, thread, 'I begin')).toBe(1)
    await until(async () => (await outcomesOf()).length === 1, 'the ledger')
    expect(await outcomesOf()).toEqual(['stopped stopped estimated'])
    const isGone = () => !team.lines(thread).some(({ buttons }) => buttons.includes('Stop'))
    await team.waitFor(isGone, 'the button to go')
  })

  it('“Try again” gets the answer that failed', async () => {
    const { provider, answer, team } = open()
    provider.next({ status: 401 }, { text: 'Now it works' })
    const thread = team.ask('Does it work?', asker)
    const line = await answer(thread, 'refused our key')
    await hasEnded()

    await team.press(asker, line, 'Try again')

    await answer(thread, 'Now it works')
  })
})
