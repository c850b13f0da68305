import { describe, expect, it } from 'vitest'
import { problemsOfForm, toModel } from '../../adapters/memory/index.ts'
import { describeCommand } from '../../src/bot/index.ts'
import { allCommands, startBot } from '../support/start.ts'

const commands = await allCommands()
const infos = commands.map(describeCommand)

/** What one slash command of Discord holds; Slack has commands without parts. */
const MOST_SUBCOMMANDS = 25

it('has no more than both platforms take', () => {
  const roots = new Map<string, number>()
  for (const { path, typedOnly } of infos) {
    const [root = ''] = path.split(' ')
    if (!typedOnly) roots.set(root, (roots.get(root) ?? 0) + 1)
  }

  expect(roots.size).toBeLessThanOrEqual(50)
  expect(Math.max(...roots.values())).toBeLessThanOrEqual(MOST_SUBCOMMANDS)
})

it('has no command that is also a group', () => {
  const paths = infos.map(({ path }) => path)

  expect(paths.filter(path => paths.some(other => other.startsWith(`${path} `)))).toEqual([])
})

it('names each action and each form once', () => {
  const names = commands.flatMap(({ actions, forms }) => [
    ...Object.keys(actions),
    ...Object.keys(forms).map(id => `form ${id}`),
  ])

  expect(names).toEqual([...new Set(names)])
})

it('opens only forms that there are', () => {
  const forms = new Set(commands.flatMap(({ forms }) => Object.keys(forms)))
  const named = commands.flatMap(({ form, actions }) => [
    ...(form === undefined ? [] : [form]),
    ...Object.values(actions).flatMap(action => (action.kind === 'form' ? [action.form] : [])),
  ])

  expect(named.filter(form => !forms.has(form))).toEqual([])
})

it('has at most ten shortcuts, with short labels', () => {
  const labels = infos.flatMap(({ shortcut }) => shortcut ?? [])

  expect(labels.length).toBeLessThanOrEqual(5)
  expect(labels.filter(label => label.length > 24)).toEqual([])
})

describe.each(infos)('$path', ({ path, summary, options }) => {
  it('has a name that both platforms take', () => {
    expect(path.split(' ').length).toBeLessThanOrEqual(2)
    for (const word of path.split(' ')) expect(word).toMatch(/^[a-z][a-z-]{0,30}$/)
  })

  it('has a summary of one line', () => {
    expect(summary).toMatch(/^\S.{0,98}\S$/)
    expect(summary).not.toMatch(/[.:]$/)
  })

  it('has options that both platforms take', () => {
    expect(options.length).toBeLessThanOrEqual(25)
    for (const { name, label, choices } of options) {
      expect(name).toMatch(/^[a-z][a-z_]{0,31}$/)
      expect(label).toMatch(/^.{1,100}$/)
      expect(choices.length).toBeLessThanOrEqual(25)
      for (const choice of choices) expect(choice).toMatch(/^.{1,100}$/)
    }
  })

  it('needs no option after one that can be left out', () => {
    const firstOptional = options.findIndex(({ required }) => !required)
    const late = options.filter(({ required }, index) => required && index > firstOptional)

    expect(firstOptional === -1 ? [] : late).toEqual([])
  })
})

describe('with a catalog of 400 models', () => {
  const models = Array.from({ length: 400 }, (_, index) =>
    toModel(`provider-number-${index % 40}/${'a-model-with-a-long-name'.repeat(2)}-${index}`, {
      name: `A model with quite a long name, number ${index}, of a series that goes on and on`,
      capabilities: ['vision', 'files', 'audio', 'tools', 'reasoning', 'web'],
    }),
  )
  const [first, second] = models.map(({ id }) => id)
  const wanted = { model: first ?? '', fallback: second ?? '' }
  const dialogs = {
    large: { fields: 100, choices: 100 },
    small: { fields: 5, choices: 25 },
  }

  it.each(['large', 'small'] as const)('opens every form within a %s dialog', async size => {
    const dialog = dialogs[size]
    const enabled = models.slice(0, 60).map(({ id }) => id)
    const { ada, until } = await startBot({ models, wanted, dialog, enabled })
    // the first command of an admin is followed by the welcome
    await ada.type('/models list')
    await ada.type('/models list')
    await until(() => ada.sees().join().includes('Switchboard is here.'), 'the welcome')

    for (const { path, form } of commands) {
      if (form === undefined) continue
      await ada.type(`/${path}`)
      const shown = ada.dialog()
      if (shown) expect(problemsOfForm(shown.form, dialog)).toEqual([])
      else expect(ada.last(), path).toContain('Each part is saved on its own.')
    }
  })

  it('opens every section of the setup within a small dialog', async () => {
    const { ada } = await startBot({ models, wanted, dialog: dialogs.small })
    await ada.type('/models setup')
    const card = ada.seen().at(-1)
    const labels = [...ada.last().matchAll(/\[([^\]]+)\]/g)].map(([, label = '']) => label)

    for (const label of labels) {
      await ada.press(label, card)
      expect(ada.dialog()?.form.sections).toHaveLength(1)
    }

    expect(labels.length).toBeGreaterThan(5)
    expect(labels.length).toBeLessThanOrEqual(25)
  })

  // the room checks every card that is shown, and the test ends with what it found
  it('shows every card within the limits', async () => {
    const enabled = models.map(({ id }) => id)
    const { ada, idle } = await startBot({ models, wanted, enabled })
    const { thread } = await ada.say('@switchboard hello')
    await idle()

    for (const { path, options } of infos) {
      const line = options.map(({ required }) => (required ? first : '')).join(' ')
      await ada.type(`/${path} ${line}`, thread)
      await ada.type(`/${path} ${line}`)
    }
    await ada.pick('More…', ada.seen(thread)[1])
    await ada.type('/models list model')
    await ada.press('Next →')
    await ada.home()
  })
})
