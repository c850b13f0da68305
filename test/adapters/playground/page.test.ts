import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildPage } from '../../../adapters/playground/page/build.mjs'
import { say } from '../../../src/ui/card.ts'
import { findFaintTexts } from './contrast.ts'
import { hasBrowser, openBrowser } from './open-browser.ts'
import { showpiece } from './showpiece.ts'
import {
  emptyFolder,
  type Playground,
  type PlaygroundSpec,
  startPlayground,
} from './start-playground.ts'

const publicFolder = emptyFolder()
let browser: Browser
let closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  if (!hasBrowser) return
  await buildPage(publicFolder)
  browser = await openBrowser()
})
afterAll(() => browser?.close())
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  closing = []
})

interface Visit extends Playground {
  readonly page: Page
  readonly address: string
  /** What the browser complained about. */
  readonly complaints: string[]
}

async function visit(
  spec: PlaygroundSpec = {},
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const playground = await startPlayground({ publicFolder, ...spec })
  const address = await playground.app.listen({ port: 0, host: '127.0.0.1' })
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  closing.push(playground.stop, () => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(8_000)
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(address)
  await composer(page).waitFor()
  return { ...playground, page, address, complaints }
}

const composer = (page: Page) => page.locator('main .composer textarea')
const thread = (page: Page) => page.locator('.thread')

async function type(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

describe.skipIf(!hasBrowser)('the page', () => {
  it('streams an answer into a thread, with its footer at the end', async () => {
    const { page, complaints } = await visit({ script: { answer: showpiece, wordMs: 8 } })

    await type(page, '@Switchboard explain prompt caching')
    await thread(page).locator('.markdown.growing').waitFor()
    await thread(page).getByRole('button', { name: 'Stop' }).waitFor()
    await thread(page).locator('.answer-foot').waitFor()

    const answer = thread(page).locator('.answer')
    expect(await answer.locator('table').count()).toBe(1)
    expect(await answer.locator('.code-block').count()).toBe(1)
    expect(await answer.locator('.growing').count()).toBe(0)
    expect(await thread(page).getByRole('button', { name: 'Stop' }).count()).toBe(0)
    await page.locator('main .thread-link').getByText('1 reply').waitFor()
    expect(complaints).toEqual([])
  })

  it('stops an answer', async () => {
    const { page, inbox } = await visit({ script: { answer: showpiece, wordMs: 30 } })
    await type(page, '@Switchboard explain')

    await thread(page).getByRole('button', { name: 'Stop' }).click()
    await thread(page).locator('.answer-foot').waitFor()

    expect(inbox.presses).toMatchObject([{ action: 'stop' }])
    const said = await thread(page).locator('.answer > .markdown').textContent()
    expect(said?.length).toBeLessThan(showpiece.length / 2)
  })

  it('shows HTML as it was written', async () => {
    const answer = 'See <img src=x onerror="document.title=1"> <b>bold</b> [x](javascript:alert(1))'
    const { page } = await visit({ script: { answer } })

    await type(page, '@Switchboard hello')
    await thread(page).locator('.answer-foot').waitFor()

    expect(await thread(page).locator('.answer img, .answer b, .answer a').count()).toBe(0)
    expect(await thread(page).locator('.answer').textContent()).toContain('<img src=x')
  })

  it('completes and runs a command from the keyboard alone', async () => {
    const { page, inbox } = await visit()

    await page.keyboard.type('/mod')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    expect(await composer(page).inputValue()).toBe('/models enable ')
    await page.keyboard.type('sonnet')
    await page.getByRole('option', { name: /Claude Sonnet/ }).waitFor()
    await page.keyboard.press('Tab')
    expect(await composer(page).inputValue()).toBe('/models enable anthropic/claude-sonnet-4.5 ')
    await page.keyboard.press('Enter')
    await page.locator('.card').waitFor()

    expect(inbox.commands).toMatchObject([
      { command: 'models enable', input: { line: 'anthropic/claude-sonnet-4.5' } },
    ])
    expect(await composer(page).inputValue()).toBe('')
  })

  it('redraws a card when one chooses from its menu with the keyboard', async () => {
    const { page, inbox } = await visit()
    await type(page, '/model')
    await page.getByText('Only you can see this').waitFor()

    await page.locator('.card .select').focus()
    await page.keyboard.press('Enter')
    await page.locator('.listbox-search:focus').waitFor()
    await page.keyboard.type('deepseek')
    await page.locator('[data-active]').getByText('DeepSeek').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('This thread uses DeepSeek V3.2').waitFor()

    expect(inbox.presses).toMatchObject([
      { action: 'model.pick', value: 'thread', chosen: ['deepseek/deepseek-v3.2'] },
    ])
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await page.locator('.card').waitFor({ state: 'detached' })
  })

  it('presses a button', async () => {
    const { page, inbox } = await visit()
    await type(page, '/models list')

    await page.getByRole('button', { name: 'Enable' }).click()
    await page.getByText('anthropic/claude-haiku-4.5 is enabled.').waitFor()

    expect(inbox.presses).toMatchObject([
      { action: 'enable', value: 'anthropic/claude-haiku-4.5', chosen: [] },
    ])
  })

  it('shows what is wrong with a form beside the field, and loses nothing', async () => {
    const { page, inbox } = await visit()
    await type(page, '/models setup')
    const dialog = page.getByRole('dialog')

    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('This is needed.').waitFor()
    expect(inbox.submissions).toEqual([])
    await dialog.getByLabel('Monthly budget').fill('fifty')
    await dialog.getByLabel('Cleo').check()
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Write an amount such as 50.').waitFor()
    const budget = dialog.getByLabel('Monthly budget')
    expect(await budget.inputValue()).toBe('fifty')
    expect(await budget.getAttribute('aria-invalid')).toBe('true')
    await budget.fill('50')
    await page.keyboard.press('Enter')
    await page.getByText('The budget is $50 now.').waitFor()

    expect(await dialog.count()).toBe(0)
    expect(inbox.submissions.at(-1)?.values).toEqual({
      admins: ['ada', 'cleo'],
      channel: ['support'],
      budget: ['50'],
      limit: ['block'],
    })
  })

  it('closes a form with Escape', async () => {
    const { page } = await visit()
    await type(page, '/models setup')
    await page.getByRole('dialog').waitFor()

    await page.keyboard.press('Escape')

    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('is somebody else after the switch, and still after a reload', async () => {
    const { page, inbox } = await visit()
    await type(page, '/model')
    await page.locator('.card').waitFor()

    await page.getByRole('button', { name: /You are Ada/ }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.listbox-list:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /You are Ben/ }).waitFor()
    await page.locator('.card').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('button', { name: /You are Ben/ }).waitFor()
    await type(page, 'hello from Ben')
    await page.getByText('hello from Ben').waitFor()

    expect(inbox.heard.at(-1)?.author).toEqual({ id: 'ben', name: 'Ben' })
  })

  it('shows the same after a reload', async () => {
    const { page } = await visit()
    await type(page, '@Switchboard hello')
    await thread(page).locator('.answer-foot').waitFor()

    await page.reload()

    await thread(page).getByText('Hello there.').waitFor()
    expect(await page.locator('main .message').count()).toBe(1)
    expect(await thread(page).locator('.message').count()).toBe(2)
  })

  it('edits and deletes one’s own message', async () => {
    const { page, inbox } = await visit()
    await type(page, 'helo')
    await page.getByText('helo').waitFor()

    await composer(page).press('ArrowUp')
    await page.getByLabel('Edit message').fill('hello')
    await page.keyboard.press('Enter')
    await page.getByText('edited').waitFor()
    await page.locator('.message').hover()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.locator('.message').waitFor({ state: 'detached' })

    expect(inbox.edits).toEqual(['hello'])
    expect(inbox.deletions).toHaveLength(1)
  })

  it('attaches a file', async () => {
    const { page, inbox } = await visit()

    await page
      .locator('main input[type=file]')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
    await page.getByText('notes.txt').waitFor()
    await composer(page).press('Enter')
    await page.locator('.message .file').waitFor()

    expect(inbox.heard[0]?.attachments).toMatchObject([{ name: 'notes.txt', sizeBytes: 5 }])
  })

  it('marks what was not read yet', async () => {
    const { page, chat } = await visit()
    const support = page.getByRole('link', { name: /support/ })

    await chat.post(
      { workspaceId: 'playground', channelId: 'support', isDirect: false },
      say('The digest'),
    )
    await support.getByLabel('Unread').waitFor()
    await support.click()
    await page.getByText('The digest').waitFor()

    await support.getByLabel('Unread').waitFor({ state: 'detached' })
  })

  it('answers in place in direct messages, and shows one’s own home', async () => {
    const { page } = await visit()
    await page.getByRole('link', { name: 'Switchboard', exact: true }).last().click()
    await page.getByText('Just you and Switchboard').waitFor()

    await type(page, 'hello')
    await page.locator('main .answer-foot').waitFor()
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByText('Hello, Ada').waitFor()
    await page.getByRole('button', { name: 'Change my model' }).click()

    await page.getByText('You pressed home.model').waitFor()
    expect(await thread(page).count()).toBe(0)
  })

  it('leaves a reader who scrolled up alone while an answer grows', async () => {
    const { page } = await visit(
      { script: { answer: `${showpiece}\n\n`.repeat(4), wordMs: 4 } },
      { viewport: { width: 1300, height: 500 } },
    )
    await type(page, '@Switchboard explain')
    const list = thread(page).locator('.list')
    await expect.poll(() => list.evaluate(one => one.scrollTop)).toBeGreaterThan(300)

    await list.evaluate(one => one.scrollTo({ top: 40 }))
    await page.waitForTimeout(400)

    expect(await list.evaluate(one => one.scrollTop)).toBe(40)
    await thread(page).getByRole('button', { name: 'Newest' }).click()
    await expect
      .poll(() => list.evaluate(one => one.scrollHeight - one.scrollTop - one.clientHeight))
      .toBeLessThan(80)
  })

  it('comes back by itself after a restart', async () => {
    const folder = emptyFolder()
    const { page, stop, address } = await visit({ file: `${folder}/playground.jsonl` })
    await type(page, 'before')
    await page.getByText('before').waitFor()

    closing.shift()
    await stop()
    await page.getByText('Connection lost').waitFor()
    const again = await startPlayground({ publicFolder, file: `${folder}/playground.jsonl` })
    closing.push(again.stop)
    await again.app.listen({ port: Number(new URL(address).port), host: '127.0.0.1' })
    await page.getByText('Connection lost').waitFor({ state: 'detached' })
    await type(page, 'after')
    await page.getByText('after').waitFor()

    expect(await page.locator('.message').allTextContents()).toHaveLength(2)
  })

  it('fits a phone: a drawer, threads over everything, nothing sideways', async () => {
    const { page } = await visit(
      { script: { answer: showpiece } },
      { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    )
    const sideways = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )

    await type(page, '/models list')
    await page.locator('.card table').waitFor()
    expect(await sideways()).toBe(0)
    await page.getByRole('button', { name: 'Conversations' }).click()
    await page.getByRole('link', { name: 'support' }).click()
    await page.getByText('#support is quiet').waitFor()
    await type(page, '@Switchboard explain')
    await thread(page).locator('.answer-foot').waitFor()
    expect((await thread(page).boundingBox())?.width).toBe(360)
    expect(await sideways()).toBe(0)
    await thread(page).getByRole('button', { name: 'Back' }).click()
    await thread(page).waitFor({ state: 'detached' })
  })

  it.each(['light', 'dark'] as const)('is readable in %s', async colorScheme => {
    const { page } = await visit({ script: { answer: showpiece } }, { colorScheme })
    await type(page, '/model')
    await type(page, '/models list')
    await type(page, '@Switchboard explain @Ada')
    await thread(page).locator('.answer-foot').waitFor()
    await composer(page).fill('/models budget 50 ')
    await page.getByRole('option').first().waitFor()

    const faint = await page.evaluate(findFaintTexts)
    await composer(page).fill('')
    await type(page, '/models setup')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is needed.').waitFor()

    expect([...faint, ...(await page.evaluate(findFaintTexts))]).toEqual([])
  })

  it('changes the theme and remembers it', async () => {
    const { page } = await visit({}, { colorScheme: 'light' })
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await background()

    await page.getByRole('button', { name: 'Theme: system' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    const dark = await background()
    await page.reload()
    await composer(page).waitFor()

    expect(dark).not.toBe(light)
    expect(await background()).toBe(dark)
  })
})
