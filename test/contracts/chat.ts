import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryLlm, type MemoryLlm } from '../../adapters/memory/index.ts'
import { systemClock } from '../../src/lib/system-clock.ts'
import { postDueDigests } from '../../src/money/post-digest.ts'
import type { AnswerRequest } from '../../src/ports/chat.ts'
import type { Store } from '../../src/ports/store.ts'
import { buttons, card, note, say } from '../../src/ui/card.ts'
import { openTestStore, type TestStore, waitFor } from '../support/open-test-store.ts'
import { gate, type Process, someModels, startCore } from '../support/start.ts'
import type { Facts, Platform, Said, Seen, Spot, Who } from './chat/platform.ts'
import { figures, sampleCommands } from './chat/sample-commands.ts'
import { call, settlement, spend } from './store/samples.ts'

const silent = pino({ level: 'silent' })

/** What every chat platform does, with the whole bot behind it. A new platform calls this once. */
export function describeChat(name: string, setup: () => Promise<Platform>, facts: Facts): void {
  describe(name, () => contract(setup, facts))
}

function contract(setup: () => Promise<Platform>, facts: Facts): void {
  let platform: Platform
  let llm: MemoryLlm
  let test: TestStore
  let core: Process

  beforeAll(async () => {
    platform = await setup()
    llm = createMemoryLlm({ models: someModels })
    test = await openTestStore(systemClock)
    const log = pino({ level: process.env['CONTRACT_LOG'] ?? 'silent' })
    const { chat } = platform
    const { store } = test
    core = await startCore({ chat, llm, store, clock: systemClock, log, more: sampleCommands })
    await letAsk(core, store, platform.workspaceId)
    await platform.ready()
  })

  afterAll(async () => {
    await platform.chat.drain()
    await core.turns.drain(0)
    await platform.chat.stop()
    await platform.close()
  })

  afterEach(() => {
    expect(platform.violations()).toEqual([])
  })

  const botsIn = (who: Who, spot: Spot): readonly Seen[] =>
    platform.sees(who, spot).filter(({ isBot }) => isBot)

  const filesIn = (who: Who, spot: Spot) => botsIn(who, spot).flatMap(({ files }) => files)

  const until = <T>(look: () => T, what: string) => waitFor(look, what, 15_000)

  const isEnded = ({ buttons }: Seen): boolean => buttons.includes('Regenerate')

  /** Waits for so many answers that have ended, each of which may take several messages. */
  const answers = async (who: Who, spot: Spot, count: number): Promise<readonly Seen[]> => {
    await until(() => botsIn(who, spot).filter(isEnded).length >= count, `${count} answers`)
    return botsIn(who, spot)
  }

  const ask = async (who: Who, text: string): Promise<Said> =>
    platform.say(who, `@switchboard ${text}`, platform.room)

  /** What the caller of a command saw first after it, wherever the platform shows that. */
  const showsNew = async (who: Who, spots: readonly Spot[], act: () => Promise<unknown>) => {
    const before = new Set(spots.flatMap(spot => botsIn(who, spot)).map(({ id }) => id))
    await act()
    return until(
      () =>
        spots.flatMap(spot => botsIn(who, spot)).find(({ id, text }) => !before.has(id) && text),
      'what it shows',
    )
  }

  const runs = (who: Who, command: string, options: Readonly<Record<string, string>> = {}) =>
    showsNew(who, [platform.room], () => platform.run(who, command, options))

  const again = (who: Who, { spot, id }: Seen): Seen => {
    const found = platform.sees(who, spot).find(seen => seen.id === id)
    if (!found) throw new Error(`${id} is gone`)
    return found
  }

  describe('conversations', () => {
    it('answers a mention in a thread on the message', async () => {
      llm.next('Hello ', 'Ben.')

      const { thread } = await ask('ben', 'hello')

      const [answer] = await answers('ben', thread, 1)
      expect(answer?.text).toContain('Hello Ben.')
      expect(llm.lastQuestion()).toBe(`${platform.people.ben.name}: hello`)
    })

    it('answers a follow-up without a mention', async () => {
      const { thread } = await ask('ben', 'first')
      await answers('ben', thread, 1)
      llm.next('the second answer')

      await platform.say('ada', 'second', thread)

      const seen = await answers('ada', thread, 2)
      expect(seen.at(-1)?.text).toContain('the second answer')
      expect(llm.lastQuestion()).toBe(`${platform.people.ada.name}: second`)
    })

    it('answers a direct message', async () => {
      llm.next('in private')

      const { thread } = await platform.say('ben', 'hello', platform.direct('ben'))

      await until(
        () => botsIn('ben', thread).some(({ text }) => text.includes('in private')),
        'the answer',
      )
      expect(thread.threadId === undefined).toBe(facts.direct === 'conversation')
    })

    it.skipIf(facts.cannot['deliver twice'])('answers once what is delivered twice', async () => {
      const asked = llm.requests.length
      const said = await ask('ben', 'once')

      platform.redeliver(said)
      await answers('ben', said.thread, 1)
      await test.idle()

      expect(botsIn('ben', said.thread).filter(isEnded)).toHaveLength(1)
      expect(llm.requests).toHaveLength(asked + 1)
    })

    it('ignores other bots, and people who talk to each other', async () => {
      const asked = llm.requests.length

      if (!facts.cannot['have other bots']) {
        platform.botSays('@switchboard hello', platform.room)
      }
      await platform.say('ben', 'lunch?', platform.room)
      // whatever is answered later shows that those were not
      const { thread } = await ask('ben', 'are you there?')
      await answers('ben', thread, 1)

      expect(llm.requests).toHaveLength(asked + 1)
    })

    it('hears of an edit', async () => {
      const said = await ask('ben', 'what is 2+2')
      await answers('ben', said.thread, 1)

      const spots = [said.thread, platform.room, platform.direct('ben')]
      const shown = await showsNew('ben', spots, () =>
        platform.edit('ben', said, '@switchboard what is 3+3'),
      )
      expect(shown.text).toContain('Your edit came after the answer had begun.')
      await platform.press('ben', shown, 'Answer again')

      await answers('ben', said.thread, 2)
      expect(llm.lastQuestion()).toBe(`${platform.people.ben.name}: what is 3+3`)
    })

    it('hears of a deletion', async () => {
      const { thread } = await ask('ben', 'first')
      await answers('ben', thread, 1)
      llm.next(long('The beginning'), gate().opened)
      const second = await platform.say('ben', 'second', thread)
      await until(
        () => botsIn('ben', thread).some(({ text }) => text.includes('The beginning')),
        'the beginning',
      )

      await platform.remove('ben', second)

      const ended = await until(
        () => botsIn('ben', thread).find(({ text }) => text.includes('question was deleted')),
        'the end',
      )
      expect(ended.buttons).not.toContain('Stop')
    })

    it('reads what was said before in a thread of others, and what bots said is none of it', async () => {
      const root = await platform.say('ada', 'the build is red', platform.room)
      await pause()
      await platform.say('ada', 'since noon', root.thread)
      if (!facts.cannot['have other bots']) platform.botSays('build 7 failed', root.thread)
      await pause()

      await platform.say('ben', '@switchboard why?', root.thread)
      await answers('ben', root.thread, 1)

      const { ada, ben } = platform.people
      expect(llm.lastQuestion()).toBe(
        `${ada.name}: the build is red\n\n${ada.name}: since noon\n\n${ben.name}: why?`,
      )
    })

    it('hands over a file', async () => {
      const files = [{ name: 'notes.txt', mimeType: 'text/plain', content: 'grün\n' }]

      const { thread } = await platform.say('ben', '@switchboard read this', platform.room, files)
      await answers('ben', thread, 1)

      expect(llm.lastQuestion()).toContain('File notes.txt:\n```\ngrün\n\n```')
    })
  })

  describe('answers', () => {
    it('stream, grow, and end with one footer and without the stop control', async () => {
      const [first, second] = [gate(), gate()]
      llm.next(long('One.'), first.opened, long('Two.'), second.opened, 'Three.')
      const { thread } = await ask('ben', 'count')
      await until(() => botsIn('ben', thread).some(({ text }) => text.includes('One.')), 'one')

      first.open()
      await until(() => botsIn('ben', thread).some(({ text }) => text.includes('Two.')), 'two')
      second.open()

      const seen = await answers('ben', thread, 1)
      const all = seen.map(({ text }) => text).join('\n')
      expect(all).toMatch(/One\..*Two\..*Three\./s)
      expect(all.match(/the default/g)).toHaveLength(1)
      expect(seen.flatMap(({ buttons }) => buttons)).toEqual(['Regenerate'])
      expect(seen.flatMap(({ menus }) => menus)).toEqual(['Switch this thread’s model'])
    })

    it('cannot ping', async () => {
      const { ada } = platform.people
      const before = platform.pings().length
      llm.next(`@everyone @here @channel <!here> <!channel> <@${ada.id}> <@!${ada.id}> done`)

      const { thread } = await ask('ben', 'ping them all')

      const seen = await answers('ben', thread, 1)
      expect(seen.map(({ text }) => text).join()).toContain('done')
      expect(platform.pings().slice(before)).toEqual([])
    })

    it('of 30,000 characters with code arrive complete and in order', async () => {
      const lines = Array.from({ length: 700 }, (_, index) =>
        index % 100 === 10
          ? '```js'
          : index % 100 === 60
            ? '```'
            : `line ${String(index).padStart(4, '0')} of a long answer, to be counted`,
      )
      for (const part of [lines.slice(0, 300), lines.slice(300)]) expect(part).not.toEqual([])
      llm.next(`${lines.slice(0, 300).join('\n')}\n`, lines.slice(300).join('\n'))

      const { thread } = await ask('ben', 'tell me everything')

      const seen = await answers('ben', thread, 1)
      const text = seen.map(message => message.text).join('\n')
      const numbers = [...text.matchAll(/line (\d{4})/g)].map(match => Number(match[1]))
      expect(numbers).toEqual(
        lines.flatMap((line, index) => (line.startsWith('line') ? [index] : [])),
      )
      expect(seen.flatMap(message => message.buttons)).toEqual(['Regenerate'])
    }, 60_000)

    it('that replace an interrupted one leave exactly one', async () => {
      const root = await platform.say('ben', 'a question', platform.room)
      const { chat, workspaceId, people } = platform
      const { channelId, threadId = root.id } = root.thread
      const posted: string[] = []
      const request: AnswerRequest = {
        turnId: `turn-${root.id}`,
        place: { workspaceId, channelId, threadId, isDirect: false },
        question: { id: root.id, author: people.ben },
        title: 'A question',
        stop: card(buttons({ label: 'Stop', action: 'turn.stop', value: 'none', style: 'danger' })),
        replaces: [],
        isResumed: false,
        onPosted: ids => void posted.splice(0, posted.length, ...ids),
        onStopped: () => undefined,
      }
      const interrupted = await chat.openAnswer(request)
      interrupted.write('The first try was so far')
      await interrupted.finish(card(note('Interrupted.')))

      const second = await chat.openAnswer({ ...request, replaces: [...posted] })
      second.write('The whole answer')
      await second.finish(card(note('The end.')))

      const text = await until(() => {
        const all = botsIn('ben', root.thread)
          .map(seen => seen.text)
          .join('\n')
        return all.includes('The end.') ? all : ''
      }, 'the end')
      expect(text).toContain('The whole answer')
      expect(text).not.toContain('The first try')
      expect(text.match(/The whole answer/g)).toHaveLength(1)
    })
  })

  describe('commands', () => {
    it('show a private answer to the caller alone', async () => {
      const before = botsIn('ada', platform.room).length

      const shown = await runs('ben', 'usage', { period: 'today' })

      expect(shown.text).toMatch(/You (?:have )?spent/)
      expect(botsIn('ada', platform.room)).toHaveLength(before)
    })

    it('refuse a wrong option in a sentence, privately', async () => {
      const before = botsIn('ada', platform.room).length

      const shown = await runs('ben', 'usage', { period: 'soon' })

      expect(shown.text).toContain('“soon” is no period.')
      expect(botsIn('ada', platform.room)).toHaveLength(before)
    })

    it('redraw the card of a button', async () => {
      const shown = await runs('ben', 'counter', { start: '3' })
      expect(shown.text).toContain('The count is 3.')
      const before = botsIn('ben', platform.room).length

      await platform.press('ben', shown, 'One more')
      await until(() => again('ben', shown).text.includes('The count is 4.'), 'the next count')
      await platform.press('ben', again('ben', shown), 'One more')
      await until(() => again('ben', shown).text.includes('The count is 5.'), 'the next count')

      expect(botsIn('ben', platform.room)).toHaveLength(before)
    })

    it('say what a picture and a file show, and the caller alone sees it', async () => {
      const seen = await runs('ben', 'figures')

      expect(seen.text).toContain('The figures of two days.')
      expect(seen.text).toContain('Tuesday was the dearest day, with $0.0450.')
      expect([seen.text, ...seen.files.map(({ name }) => name)].join()).toContain('figures.csv')
      expect(botsIn('ada', platform.room).map(({ id }) => id)).not.toContain(seen.id)
    })

    it.skipIf(facts.cannot['draw pictures'])(
      'show a picture and a file to the caller alone, where the platform can: in place or in the DM',
      async () => {
        const spots = [platform.room, platform.direct('ben')]
        const before = new Set(
          spots.flatMap(spot => filesIn('ben', spot)).map(({ bytes }) => bytes),
        )
        const toAll = filesIn('ada', platform.room).length

        await runs('ben', 'figures')

        const seen = () =>
          spots.flatMap(spot => filesIn('ben', spot)).filter(({ bytes }) => !before.has(bytes))
        await until(() => seen().length >= 2, 'the picture and the file')
        expectFigures(seen())
        expect(filesIn('ada', platform.room)).toHaveLength(toAll)
      },
    )

    it('hand over the choice of a menu with its value', async () => {
      const shown = await runs('ben', 'counter')

      const told = await showsNew('ben', [platform.room], () =>
        platform.pick('ben', shown, 'Set it to', 'twenty'),
      )

      expect(told.text).toContain('Chosen: set, value of twenty.')
    })
  })

  describe('forms', () => {
    it('open, are filled, and answered', async () => {
      await platform.run('ben', 'survey', {})
      const dialog = await until(() => platform.dialog('ben'), 'the form')
      expect(dialog).toMatchObject({
        title: 'A survey',
        labels: ['Name', 'Age'],
        texts: { Name: 'Nobody' },
      })

      const told = await showsNew('ben', [platform.room, platform.direct('ben')], () =>
        platform.fill('ben', { Age: '42' }),
      )

      expect(told.text).toContain('Thank you, Nobody of 42 with the state.')
      expect(platform.dialog('ben')).toBeUndefined()
    })

    it('come back with what is wrong, and keep what was typed', async () => {
      await platform.run('ben', 'survey', {})
      await until(() => platform.dialog('ben'), 'the form')
      const isKept = facts.cannot['keep a refused form open'] === undefined

      if (isKept) {
        await platform.fill('ben', { Name: 'Ben', Age: 'old' })
        const dialog = await until(() => {
          const shown = platform.dialog('ben')
          return shown && shown.problems.length > 0 ? shown : undefined
        }, 'the problem')
        expect(dialog.problems).toEqual(['Write a number.'])
        expect(dialog.texts['Name']).toBe('Ben')
      } else {
        const told = await showsNew('ben', [platform.room, platform.direct('ben')], () =>
          platform.fill('ben', { Name: 'Ben', Age: 'old' }),
        )
        expect(told.text).toContain('Write a number.')
        await platform.press('ben', told, 'Back to the form')
        const dialog = await until(() => platform.dialog('ben'), 'the form again')
        expect(dialog.texts).toMatchObject({ Name: 'Ben', Age: 'old' })
      }

      const told = await showsNew('ben', [platform.room, platform.direct('ben')], () =>
        platform.fill('ben', { Age: '42' }),
      )
      expect(told.text).toContain('Thank you, Ben of 42 with the state.')
    })

    it('become a card with sections where they are too large', async () => {
      if (facts.cannot['open a large form'] === undefined) {
        await platform.run('ben', 'census', {})
        const dialog = await until(() => platform.dialog('ben'), 'the form')
        expect(dialog?.labels).toHaveLength(8)
      } else {
        const shown = await runs('ben', 'census')
        expect(shown.buttons).toEqual(['First half', 'Second half'])
        await platform.press('ben', shown, 'Second half')
        const dialog = await until(() => platform.dialog('ben'), 'the section')
        expect(dialog?.labels).toEqual(['Second 1', 'Second 2', 'Second 3', 'Second 4'])
      }

      const told = await showsNew('ben', [platform.room, platform.direct('ben')], () =>
        platform.fill('ben', {}),
      )

      expect(told.text).toMatch(/Counted [48]\./)
    })
  })

  describe('what the bot calls', () => {
    const placeOf = ({ channelId, threadId }: Spot) => ({
      workspaceId: platform.workspaceId,
      channelId,
      ...(threadId !== undefined && { threadId }),
      isDirect: false,
    })

    it('posts for all', async () => {
      const shown = await showsNew('ada', [platform.room], () =>
        platform.chat.post(placeOf(platform.room), say('Hear, hear.')),
      )

      expect(shown.text).toContain('Hear, hear.')
      expect(botsIn('ben', platform.room).some(({ text }) => text.includes('Hear, hear.'))).toBe(
        true,
      )
    })

    it.skipIf(facts.cannot['draw pictures'])('posts a picture and a file for all', async () => {
      const count = () => (['ada', 'ben'] as const).map(who => filesIn(who, platform.room).length)
      const [ada = 0, ben = 0] = count()

      await platform.chat.post(placeOf(platform.room), figures())

      await until(() => `${count()}` === `${[ada + 2, ben + 2]}`, 'both')
      expectFigures(filesIn('ada', platform.room).slice(ada))
    })

    it('posts a digest that is due, with its chart', async () => {
      const { store } = test
      const day = new Date(Date.now() - 2 * 86_400_000)
      const made = call(platform.workspaceId, { startedAt: day, channelId: 'C1' })
      await spend(store, settlement(made, { day: day.toISOString().slice(0, 10) }))
      const drawn = () => filesIn('ada', platform.room).filter(({ name }) => name.endsWith('.png'))
      const before = drawn().length
      await store.digests.save(
        {
          id: `digest of ${platform.workspaceId}`,
          workspaceId: platform.workspaceId,
          channelId: platform.room.channelId,
          cron: '0 9 * * 1',
          nextAt: new Date(Date.now() - 60_000),
        },
        { actor: platform.people.ada, action: 'save digest', target: '', details: {} },
      )
      const parts = { store, workspaces: core.workspaces, clock: systemClock, log: silent }

      for (const owner of ['p1', 'p2']) {
        await postDueDigests({ ...parts, chatOf: () => platform.chat }, owner)
      }

      const digests = () =>
        botsIn('ada', platform.room).filter(({ text }) => text.includes('Top movers'))
      await until(() => digests().length > 0, 'the digest')
      expect(digests()).toHaveLength(1)
      if (!facts.cannot['draw pictures']) {
        await until(() => drawn().length > before, 'its picture')
        expect(drawn()).toHaveLength(before + 1)
      }
      for (const who of ['ada', 'ben'] as const) {
        await until(
          () => botsIn(who, platform.room).some(({ text }) => text.includes('Top movers')),
          'all to see it',
        )
      }
    })

    it('whispers to one person', async () => {
      const { ben } = platform.people
      const spots = [platform.room, platform.direct('ben')]

      const shown = await showsNew('ben', spots, () =>
        platform.chat.whisper(placeOf(platform.room), ben.id, say('Only you.')),
      )

      expect(shown.text).toContain('Only you.')
      const others = [platform.room, platform.direct('ada')].flatMap(spot => botsIn('ada', spot))
      expect(others.filter(({ text }) => text.includes('Only you.'))).toEqual([])
    })

    it('writes to one person', async () => {
      const shown = await showsNew('ben', [platform.direct('ben')], () =>
        platform.chat.direct(platform.workspaceId, platform.people.ben.id, say('By the way.')),
      )

      expect(shown.text).toContain('By the way.')
    })

    it('reads what was said before, oldest first', async () => {
      const root = await platform.say('ada', 'one', platform.room)
      const ids = [root.id]
      for (const text of ['two', 'three', 'four']) {
        ids.push((await platform.say('ben', text, root.thread)).id)
      }
      const place = placeOf(root.thread)

      const past = await platform.chat.history(place, ids[3] ?? '', 10)
      const latest = await platform.chat.history(place, ids[3] ?? '', 2)

      expect(past.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
      expect(latest.map(({ text }) => text)).toEqual(['two', 'three'])
      expect(past[0]).toMatchObject({ isBot: false, author: platform.people.ada, id: root.id })
    })

    it('knows who people are', async () => {
      const { chat, workspaceId, people } = platform

      expect(await chat.member(workspaceId, people.ada.id)).toMatchObject({
        ...people.ada,
        isAdmin: true,
        isGuest: false,
      })
      expect(await chat.member(workspaceId, people.ben.id)).toMatchObject({
        ...people.ben,
        isAdmin: false,
      })
      expect(await chat.member(workspaceId, nobodyLike(people.ben.id))).toBeUndefined()
      expect(await chat.isInGroup(workspaceId, people.ben.id, nobodyLike(people.ben.id))).toBe(
        false,
      )
    })

    it('knows who is in a group', async () => {
      const { chat, workspaceId, people, groupId } = platform
      // some send the groups along, others have to be asked
      const isIn = async (id: string) =>
        (await chat.member(workspaceId, id))?.groupIds.includes(groupId) ||
        chat.isInGroup(workspaceId, id, groupId)

      expect(await isIn(people.ada.id)).toBe(true)
      expect(await chat.isInGroup(workspaceId, people.ada.id, nobodyLike(groupId))).toBe(false)
    })

    it('says which workspaces are its own', () => {
      expect(platform.chat.owns(platform.workspaceId)).toBe(true)
      expect(platform.chat.owns('elsewhere:1')).toBe(false)
      expect(platform.chat.isConnected()).toBe(true)
    })
  })
}

/** Longer than what a platform holds back because it may not be the end of a mention. */
const long = (start: string): string => `${start} ${'and so on '.repeat(12)}`

/** Platforms count in milliseconds, people do not. */
const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 5))

/** More questions in a minute than people ask. */
async function letAsk({ workspaces }: Process, store: Store, id: string): Promise<void> {
  await workspaces.fresh(id)
  const change = { actor: { id: 'test', name: 'Test' }, action: 'test', target: id, details: {} }
  await store.workspaces.update(id, { questionsPerMinute: 600 }, change)
  workspaces.changed(id)
}

/** An id of the same form that nobody has: long before the first of a test, or with another last letter. */
const nobodyLike = (id: string): string =>
  /^\d+$/.test(id)
    ? String(BigInt(id) - 1_000_000_000n)
    : id.replace(/.$/, last => (last === '7' ? '8' : '7'))

/** A PNG of a picture's size, and the file as it was given. */
function expectFigures(files: Seen['files']): void {
  const picture = files.find(({ name }) => name.endsWith('.png'))
  const table = files.find(({ name }) => name.endsWith('figures.csv'))
  expect([...(picture?.bytes.slice(0, 4) ?? [])]).toEqual([0x89, 0x50, 0x4e, 0x47])
  expect(picture?.bytes.length).toBeGreaterThan(5_000)
  expect(Buffer.from(table?.bytes ?? []).toString()).toBe('day,usd\nMon,0.025\nTue,0.045\n')
}
