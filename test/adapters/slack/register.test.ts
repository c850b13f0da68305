import { describe, expect, it } from 'vitest'
import { toManifest } from '../../../adapters/slack/index.ts'
import type { CommandInfo, OptionInfo } from '../../../src/ui/command-info.ts'
import { commands } from './start-chat.ts'

const option = (more: Partial<OptionInfo>): OptionInfo => ({
  name: 'model',
  kind: 'text',
  label: 'Which one',
  required: false,
  choices: [],
  suggests: false,
  ...more,
})

describe('the manifest', () => {
  it('has one slash command per first word, and the root command', () => {
    const { features } = toManifest(commands)

    expect(features.slash_commands.map(one => [one.command, one.usage_hint])).toEqual([
      ['/model', undefined],
      ['/models', 'list | enable'],
      ['/task', 'run'],
      ['/switchboard', 'command …'],
    ])
    expect(features.slash_commands.every(one => one.should_escape)).toBe(true)
  })

  it('has no slash command twice, since Slack would refuse the app', () => {
    const [first] = commands
    const { features } = toManifest([
      ...commands,
      { ...(first as CommandInfo), path: 'switchboard' },
    ])
    const names = features.slash_commands.map(({ command }) => command)

    expect(names).toEqual([...new Set(names)])
  })

  it('hints at the options of a command', () => {
    const [first] = commands
    const options = [
      option({ required: true }),
      option({ name: 'period', choices: ['today', '7d'] }),
    ]

    const manifest = toManifest([{ ...(first as CommandInfo), options }])

    expect(manifest.features.slash_commands[0]?.usage_hint).toBe('model [today|7d]')
  })

  it('has the shortcuts', () => {
    expect(toManifest(commands).features.shortcuts).toEqual([
      { type: 'message', name: 'Switch model', callback_id: 'model', description: 'Does model' },
      {
        type: 'message',
        name: 'Run a task',
        callback_id: 'task_run',
        description: 'Does task run',
      },
    ])
  })

  it('stays within Slack’s limits', () => {
    const many = Array.from({ length: 80 }, (_, index) => ({
      ...(commands[0] as CommandInfo),
      path: `command${index}`,
      shortcut: `Shortcut number ${index} with a long name`,
      summary: 'x'.repeat(3_000),
    }))

    const { features } = toManifest(many)

    expect(features.slash_commands).toHaveLength(50)
    expect(features.slash_commands.at(-1)?.command).toBe('/switchboard')
    expect(features.shortcuts).toHaveLength(10)
    expect(features.shortcuts.every(one => one.name.length <= 24)).toBe(true)
  })
})
