import { expect, it } from 'vitest'
import { startBot } from '../support/start.ts'

it('shows members what they can do', async () => {
  const { ben } = await startBot()

  await ben.type('/help')

  expect(ben.last()).toMatchInlineSnapshot(`
    "**Mention me in a channel and I answer in a thread; there no further mention is needed.**
    \`/forget\` Delete your messages from my memory
    \`/help\` What I can do
    \`!listen\` Answer every message in this thread
    \`/model\` See or switch the model of this thread
    \`/prompts list\` Saved prompts, each with its model
    \`/prompts run\` Run a saved prompt in this thread
    \`!quiet\` Answer in this thread only when mentioned
    \`!stop\` Stop the answer under way in this thread
    \`/switchboard\` Any command, where its short name is taken: /switchboard model
    \`/task models\` Choose your own model for each of the ten tasks
    \`/task run\` Put this thread to one of ten tasks
    \`/usage\` What you have spent, and what is left of your budgets
    In a thread type commands as \`!model …\`. \`/help <command>\` tells more."
  `)
})

it('shows admins the rest too', async () => {
  const { ada } = await startBot()

  await ada.type('/help')

  expect(ada.last()).toContain('**For admins**')
  expect(ada.last()).toContain('`/models enable` Open a model to members')
})

it.each(['/help models enable', '/help /models enable', '/help Models Enable'])(
  'explains one command: %s',
  async typed => {
    const { ada } = await startBot()

    await ada.type(typed)

    expect(ada.last()).toContain('**/models enable <model> [label]**')
    expect(ada.last()).toContain('`label` What members will see as its name')
  },
)

it('lists what stands below a name', async () => {
  const { ada } = await startBot()

  await ada.type('/help models')

  expect(ada.last()).toContain('`/models disable <model> [replacement]` Close a model to members')
})

it('says so when there is no such command', async () => {
  const { ben } = await startBot()

  await ben.type('/help dance')

  expect(ben.last()).toBe('There is no command `/dance`. `/help` lists them all.')
})
