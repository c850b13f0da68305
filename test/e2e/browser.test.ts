import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, openBrowser } from '../adapters/playground/open-browser.ts'
import { sqlite, type TestDatabase } from '../support/database.ts'
import { type Program, startProgram } from '../support/process.ts'
import { type ProviderEmulator, startProvider } from '../support/provider/index.ts'
import { until } from '../support/rig.ts'

const sonnet = 'anthropic/claude-sonnet-4.5'
const story = 'Once upon a time there was a lighthouse. It shone for years. And that is THE END.'

let browser: Browser
let provider: ProviderEmulator
let database: TestDatabase
let program: Program
let port = '0'

const start = async (): Promise<void> => {
  program = await startProgram(
    {
      ...database.environment,
      PLAYGROUND: 'on',
      PORT: port,
      OPENROUTER_API_KEY: provider.key('openrouter') ?? '',
      OPENROUTER_BASE_URL: provider.url('openrouter'),
    },
    database.directory,
  )
  port = new URL(program.address).port
}

beforeAll(async () => {
  if (!hasBrowser) return
  ;[browser, provider, database] = await Promise.all([
    openBrowser(),
    startProvider({}),
    sqlite.open(),
  ])
  await start()
})

afterAll(async () => {
  if (!hasBrowser) return
  await program.terminate()
  await Promise.all([browser.close(), provider.close()])
  await database.drop()
})

const thread = (page: Page) => page.locator('.thread')

async function say(page: Page, text: string, inThread = true): Promise<void> {
  const composer = inThread
    ? thread(page).locator('.composer textarea')
    : page.locator('main .composer textarea').first()
  await composer.fill(text)
  await composer.press('Escape')
  await composer.press('Enter')
}

const footers = (page: Page) => thread(page).locator('.answer-foot')

async function answered(page: Page, count: number): Promise<string> {
  await footers(page)
    .nth(count - 1)
    .waitFor()
  return footers(page)
    .nth(count - 1)
    .textContent()
    .then(words => words ?? '')
}

describe.skipIf(!hasBrowser)('In a real browser', () => {
  it('a person asks, an admin enables, the thread switches, and the plug is pulled in mid-answer', async () => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    const complaints: string[] = []
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(program.address)

    await say(page, '@Switchboard how are you?', false)
    expect(await answered(page, 1)).toMatch(/GPT-5 · the default · [<$]/)
    await say(page, `/models enable ${sonnet}`)
    await thread(page).getByText('is open to members now').waitFor()
    await say(page, '/model sonnet')
    await thread(page).getByText('now answers with', { exact: false }).first().waitFor()
    await say(page, 'and you?')
    expect(await answered(page, 2)).toMatch(/Claude Sonnet 4\.5 · this thread’s choice · [<$]/)

    provider.next({ text: story, chunkSize: 20, stallMidStream: 2 })
    await say(page, 'tell me a story')
    await thread(page).getByText('Once upon', { exact: false }).waitFor()
    await until(async () => {
      const turns = await database.query(
        `SELECT "postedRefs" FROM "Turn" WHERE "state" = 'running'`,
      )
      return turns.some(({ postedRefs }) => JSON.stringify(postedRefs).length > 4)
    }, 'the message to be noted')
    await program.kill()
    provider.reset()
    provider.next({ text: story })
    await start()

    expect(await answered(page, 3)).toMatch(/Claude Sonnet 4\.5 · this thread’s choice/)
    await thread(page).getByText('THE END', { exact: false }).waitFor()
    expect(await thread(page).getByText('Once upon', { exact: false }).count()).toBe(1)
    expect(await database.query('SELECT "outcome" FROM "LedgerEntry" ORDER BY "at", "id"')).toEqual(
      [{ outcome: 'ok' }, { outcome: 'ok' }, { outcome: 'interrupted' }, { outcome: 'ok' }],
    )
    expect(await database.query('SELECT * FROM "Hold"')).toEqual([])
    expect(complaints).toEqual([])
  })
})
