import { describe, expect, it } from 'vitest'
import { gate, startBot } from '../../support/start.ts'

describe('a question becomes an answer', () => {
  it('in a thread on the message, with the model, why that one, and the cost under it', async () => {
    const { ben, seenBy, llm } = await startBot()
    llm.next('Hello ', 'Ben.')

    const { thread } = await ben.say('@switchboard hello')

    expect(await seenBy(ben, thread)).toMatchInlineSnapshot(`
      [
        "@switchboard hello",
        "Hello Ben.
      **GPT-5** · the default · <$0.0001
      <Switch this thread’s model: *GPT-5 (default), GPT-4o mini>
      [Regenerate]",
      ]
    `)
  })

  it('without a further mention', async () => {
    const { ben, ada, idle, llm } = await startBot()
    const { thread } = await ben.say('@switchboard hello')
    await idle()

    await ada.say('and me?', thread)
    await idle()

    expect(
      llm.requests
        .at(-1)
        ?.messages.map(({ role, text }) => `${role} ${text}`)
        .slice(1),
    ).toEqual(['user Ben: hello', 'assistant ok', 'user Ada: and me?'])
  })

  it('in a direct message', async () => {
    const { ben, seenBy } = await startBot()

    const { thread } = await ben.say('hello', ben.direct)

    expect((await seenBy(ben, thread))[1]).toContain('ok')
  })

  it('in a direct conversation that is one thread', async () => {
    const { ben, idle, llm, seenBy } = await startBot({ directIsOneThread: true })
    await ben.say('hello', ben.direct)
    await idle()

    await ben.say('again', ben.direct)

    expect(await seenBy(ben, ben.direct)).toHaveLength(4)
    expect(llm.requests[1]?.messages).toHaveLength(4)
  })

  it('once although it is delivered twice', async () => {
    const { ben, seenBy, llm } = await startBot()

    const { thread } = await ben.say('@switchboard hello', undefined, { twice: true })

    expect(await seenBy(ben, thread)).toHaveLength(2)
    expect(llm.requests).toHaveLength(1)
  })

  it('not when nobody asked', async () => {
    const { ben, chat, seenBy, rows } = await startBot()

    const { thread } = await ben.say('lunch?')
    chat.botSays('@switchboard hello', { channelId: 'general' })

    expect(await seenBy(ben, thread)).toHaveLength(1)
    expect(rows('SELECT id FROM Thread')).toEqual([])
  })

  it('with what was said before in a thread of others, but not by bots', async () => {
    const { ada, ben, chat, idle, llm } = await startBot()
    const { thread } = await ada.say('the build is red')
    chat.botSays('build 7 failed', thread)

    await ben.say('@switchboard why?', thread)
    await idle()

    expect(llm.lastQuestion()).toBe('Ada: the build is red\n\nBen: why?')
    await ada.say('never mind', thread)
    await idle()
    expect(llm.requests).toHaveLength(1)
  })

  it.each([
    ['nothing', ''],
    ['spaces', '   \n '],
  ])('greets when there is %s beside the mention, once', async (_what, text) => {
    const { ada, ben, seenBy, llm } = await startBot()

    const { thread } = await ben.say(`@switchboard ${text}`, undefined, { twice: true })

    expect((await seenBy(ben, thread)).slice(1)).toEqual(['Ask me something, or try `/help`.'])
    expect(ada.sees(thread)).toHaveLength(1)
    expect(llm.requests).toEqual([])
  })

  it.each([
    ['right-to-left text', 'مرحبا، كيف الحال؟ שלום'],
    ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈'],
    ['a path', '/etc/passwd is what?'],
    ['an exclamation', '!important: answer'],
    ['two lines of code', '```\nlet a = 1\n```'],
  ])('passes on %s as it is', async (_what, text) => {
    const { ben, idle, llm } = await startBot()

    await ben.say(`@switchboard ${text}`)
    await idle()

    expect(llm.lastQuestion()).toBe(`Ben: ${text}`)
  })

  it('of 100 kB', async () => {
    const { ben, idle, llm } = await startBot()
    const text = 'word '.repeat(20_000).trim()

    await ben.say(`@switchboard ${text}`)
    await idle()

    expect(llm.lastQuestion()).toHaveLength(text.length + 5)
  })

  it('or a sentence, where it is more than the model can read', async () => {
    const { ben, seenBy, llm } = await startBot()

    const { thread } = await ben.say(`@switchboard ${'word '.repeat(150_000)}`)

    expect((await seenBy(ben, thread))[1]).toContain(
      'This is more text than the model can read. Shorten it, or pick one with a larger window.',
    )
    expect(llm.requests).toEqual([])
  })
})

describe('questions in one thread', () => {
  it('wait for one another, in order', async () => {
    const { ada, ben, idle, llm, until } = await startBot()
    const first = gate()
    llm.next('one', first.opened)
    llm.next('two')
    llm.next('three')
    const { thread } = await ben.say('@switchboard first')
    await until(() => llm.requests.length === 1, 'the first call')

    await ada.say('second', thread)
    await ben.say('third', thread)
    expect(llm.requests).toHaveLength(1)
    first.open()
    await idle()

    const answers = ben.seen(thread).filter(({ answer }) => answer)
    expect(answers.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    expect(llm.lastQuestion()).toBe('Ben: third')
  })

  it('do not hold up those in another', async () => {
    const { ada, ben, llm, until } = await startBot()
    llm.next('one', gate().opened)
    await ben.say('@switchboard first')
    await until(() => llm.requests.length === 1, 'the first call')

    const other = await ada.say('@switchboard second')
    await until(() => ada.last(other.thread).includes('Regenerate'), 'the other answer')

    expect(llm.requests).toHaveLength(2)
  })

  it('are limited to so many a minute and person, who alone is told', async () => {
    const { ada, ben, idle, llm, clock } = await startBot()
    for (let index = 0; index < 10; index++) await ben.say(`@switchboard ${index}`)
    await idle()

    const { thread } = await ben.say('@switchboard one too many')
    await ada.say('@switchboard mine')
    await idle()

    expect(ben.last({ channelId: 'general' })).toBe(
      'That was more than 10 questions within a minute. Wait a moment, then ask again.',
    )
    expect(ada.last({ channelId: 'general' })).toBe('')
    expect(ben.sees(thread)).toHaveLength(1)
    expect(llm.requests).toHaveLength(11)
    clock.advance(60_000)
    await ben.say('@switchboard now?')
    await idle()
    expect(llm.requests).toHaveLength(12)
  })
})

describe('stopping', () => {
  it('by the button under the answer, which disappears', async () => {
    const { ben, llm, seenBy, until } = await startBot()
    llm.next('The beginning', gate().opened, ' and the end')
    const { thread } = await ben.say('@switchboard tell me')
    await until(() => ben.last(thread).includes('[Stop]'), 'the button')
    await until(() => ben.last(thread).includes('The beginning'), 'the text')

    await ben.press('Stop')

    const [, answer] = await seenBy(ben, thread)
    expect(answer).toContain('The beginning\n_Stopped._\n**GPT-5** · the default · ')
    expect(answer).toContain('(estimated)')
    expect(answer).not.toContain('[Stop]')
  })

  it('by the platform’s own control', async () => {
    const { ben, llm, seenBy, until } = await startBot()
    llm.next('The beginning', gate().opened)
    const { thread } = await ben.say('@switchboard tell me')
    await until(() => ben.last(thread).includes('The beginning'), 'the text')

    await ben.stop(thread)

    expect((await seenBy(ben, thread))[1]).toContain('_Stopped._')
  })

  it('before anything was sent costs nothing', async () => {
    const { ben, llm, idle, rows, chat, until } = await startBot()
    const { thread } = await ben.say('@switchboard first')
    await idle()
    const download = gate()
    const slow = chat.download
    Object.assign(chat, {
      download: async (...args: Parameters<typeof slow>) => {
        await download.opened
        return slow(...args)
      },
    })
    const file = { name: 'a.txt', mimeType: 'text/plain', bytes: new Uint8Array([65]) }
    await ben.say('look', thread, { files: [file] })
    await until(() => ben.last(thread).includes('[Stop]'), 'the button')

    await ben.press('Stop')
    download.open()
    await idle()

    expect(llm.requests).toHaveLength(1)
    expect(rows('SELECT id FROM LedgerEntry')).toHaveLength(1)
    expect(rows('SELECT id FROM Hold')).toEqual([])
    expect(ben.sees(thread)[3]).toContain('_Stopped._')
  })

  it('keeps what was said as part of the conversation', async () => {
    const { ben, idle, llm, until } = await startBot()
    llm.next('The beginning', gate().opened)
    const { thread } = await ben.say('@switchboard tell me')
    await until(() => ben.last(thread).includes('The beginning'), 'the text')
    await ben.say('!stop', thread)
    await idle()

    await ben.say('go on', thread)
    await idle()

    expect(llm.requests[1]?.messages.map(({ text }) => text).slice(1)).toEqual([
      'Ben: tell me',
      'The beginning',
      'Ben: go on',
    ])
  })
})

describe('editing', () => {
  it('before the answer begins changes the question', async () => {
    const { ada, ben, idle, llm, until } = await startBot()
    const first = gate()
    llm.next('one', first.opened)
    const { thread } = await ada.say('@switchboard first')
    await until(() => llm.requests.length === 1, 'the first call')
    const second = await ben.say('what is 2+2', thread)

    await ben.edit(second, 'what is 3+3')
    first.open()
    await idle()

    expect(llm.lastQuestion()).toBe('Ben: what is 3+3')
    expect(ben.sees(thread).join()).not.toContain('Your edit came')
  })

  it('after that offers to answer again, to the author alone', async () => {
    const { ada, ben, idle, llm } = await startBot()
    const question = await ben.say('@switchboard what is 2+2')
    await idle()

    await ben.edit(question, '@switchboard what is 3+3')

    expect(ben.last(question.thread)).toBe(
      'Your edit came after the answer had begun.\n[Answer again]',
    )
    expect(ada.sees(question.thread)).toHaveLength(2)
    await ben.press('Answer again')
    await idle()
    expect(llm.lastQuestion()).toBe('Ben: what is 3+3')
    expect(llm.requests[1]?.messages).toHaveLength(2)
  })

  it('of what is no question changes the context in silence', async () => {
    const { ada, ben, idle, llm } = await startBot()
    const { thread } = await ada.say('the build is red')
    await ben.say('@switchboard why?', thread)
    await idle()
    const remark = await ada.say('not sure', thread)

    await ada.edit(remark, 'it was me')
    await ben.say('@switchboard who?', thread)
    await idle()

    expect(llm.lastQuestion()).toContain('Ada: it was me')
    expect(ada.sees(thread).join()).not.toContain('Your edit came')
  })
})

describe('deleting', () => {
  it('the question while its answer is written ends it', async () => {
    const { ben, idle, llm, rows, until } = await startBot()
    llm.next('The beginning', gate().opened, ' and the end')
    const question = await ben.say('@switchboard my secret')
    await until(() => ben.last(question.thread).includes('The beginning'), 'the text')

    await ben.remove(question)
    await idle()

    expect(ben.last(question.thread)).toContain('_The question was deleted._')
    expect(ben.last(question.thread)).not.toContain('[Stop]')
    expect(rows('SELECT state FROM Turn')).toEqual([{ state: 'removed' }])
    expect(rows('SELECT outcome FROM LedgerEntry')).toEqual([{ outcome: 'stopped' }])
    expect(rows(`SELECT text FROM Message WHERE text <> ''`)).toEqual([])
  })

  it('a waiting question takes it out of the queue', async () => {
    const { ben, idle, llm, until } = await startBot()
    const first = gate()
    llm.next('one', first.opened)
    const { thread } = await ben.say('@switchboard first')
    await until(() => llm.requests.length === 1, 'the first call')
    const second = await ben.say('second', thread)

    await ben.remove(second)
    first.open()
    await idle()

    expect(llm.requests).toHaveLength(1)
  })

  it('an answered question takes it and its answer out of the conversation', async () => {
    const { ben, idle, llm } = await startBot()
    const { thread } = await ben.say('@switchboard first')
    await idle()
    llm.next('the secret is 42')
    const second = await ben.say('tell me the secret', thread)
    await idle()

    await ben.remove(second)
    await ben.say('third', thread)
    await idle()

    const sent = llm.requests
      .at(-1)
      ?.messages.map(({ text }) => text)
      .join('\n')
    expect(sent).not.toContain('secret')
  })
})

describe('regenerating', () => {
  it('answers the same question again, as a further answer', async () => {
    const { ada, ben, idle, llm } = await startBot()
    llm.next('first try')
    const { thread } = await ben.say('@switchboard hello')
    await idle()
    llm.next('second try')

    await ada.press('Regenerate')
    await idle()

    expect(ben.seen(thread).flatMap(({ answer, text }) => (answer ? [text] : []))).toEqual([
      'first try',
      'second try',
    ])
    expect(llm.requests[1]?.messages).toEqual(llm.requests[0]?.messages)
  })

  it('is refused while it is under way', async () => {
    const { ben, idle, llm, until } = await startBot()
    await ben.say('@switchboard hello')
    await idle()
    const later = gate()
    llm.next('second', later.opened)
    await ben.press('Regenerate')
    await until(() => llm.requests.length === 2, 'the second call')
    const [, first] = ben.seen()

    await ben.press('Regenerate', first)

    expect(ben.last()).toBe('That answer is already being written again.')
    later.open()
    await idle()
  })
})
