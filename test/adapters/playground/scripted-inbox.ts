import type {
  ActionPress,
  ChatPlatform,
  FormSubmission,
  Inbox,
  IncomingMessage,
  Invocation,
  Responder,
} from '../../../src/ports/chat.ts'
import {
  buttons,
  type Card,
  card,
  facts,
  menu,
  note,
  rows,
  say,
  table,
  text,
} from '../../../src/ui/card.ts'
import type { CommandInfo, OptionInfo } from '../../../src/ui/command-info.ts'
import type { Form } from '../../../src/ui/form.ts'

/** A bot that says what the script says, and keeps what it was told. */
export interface ScriptedInbox extends Inbox {
  readonly heard: IncomingMessage[]
  readonly commands: Invocation[]
  readonly presses: ActionPress[]
  readonly submissions: FormSubmission[]
  readonly edits: string[]
  readonly deletions: string[]
}

export interface Script {
  readonly chat: Pick<ChatPlatform, 'openAnswer'>
  readonly answer: string
  readonly wordMs: number
}

const option = (name: string, more: Partial<OptionInfo> = {}): OptionInfo => ({
  name,
  kind: 'text',
  label: `The ${name}`,
  required: false,
  choices: [],
  suggests: false,
  ...more,
})

const command = (path: string, summary: string, more: Partial<CommandInfo> = {}): CommandInfo => ({
  path,
  summary,
  adminOnly: false,
  options: [],
  typedOnly: false,
  ...more,
})

export const commands: readonly CommandInfo[] = [
  command('help', 'What Switchboard can do', { options: [option('command')] }),
  command('model', 'Pick the model that answers in this thread', {
    options: [option('model', { suggests: true, label: 'Id, name or part of it' })],
  }),
  command('models list', 'Every model your team may use', {
    options: [option('search'), option('provider')],
    adminOnly: true,
  }),
  command('models enable', 'Let members use a model', {
    adminOnly: true,
    options: [
      option('model', { required: true, suggests: true, label: 'Id, name or part of it' }),
      option('label'),
    ],
  }),
  command('models setup', 'Set this workspace up', { adminOnly: true }),
  command('models budget', 'Limit what may be spent, in USD', {
    adminOnly: true,
    options: [
      option('amount', { label: 'USD, or off' }),
      option('scope', { kind: 'choice', choices: ['workspace', 'channel', 'member', 'model'] }),
      option('target', { kind: 'channel', label: 'Which channel' }),
      option('period', { kind: 'choice', choices: ['day', 'week', 'month', 'total'] }),
    ],
  }),
  command('costs report', 'Where the money went', {
    adminOnly: true,
    options: [option('period', { kind: 'choice', choices: ['today', '7d', '30d', 'this-month'] })],
  }),
  command('usage', 'What you spent, and what is left', { options: [option('period')] }),
  command('stop', 'Stop the answer under way', { typedOnly: true }),
  command('quiet', 'Take part only when mentioned', { typedOnly: true }),
]

const models = [
  ['openai/gpt-5', 'GPT-5', '$1.25 in · $10.00 out · 400k'],
  ['openai/gpt-4o-mini', 'GPT-4o mini', '$0.15 in · $0.60 out · 128k'],
  ['anthropic/claude-sonnet-4.5', 'Claude Sonnet 4.5', '$3.00 in · $15.00 out · 1M'],
  ['anthropic/claude-haiku-4.5', 'Claude Haiku 4.5', '$1.00 in · $5.00 out · 200k'],
  ['google/gemini-2.5-pro', 'Gemini 2.5 Pro', '$1.25 in · $10.00 out · 1M'],
  ['google/gemini-2.5-flash', 'Gemini 2.5 Flash', '$0.30 in · $2.50 out · 1M'],
  ['x-ai/grok-4', 'Grok 4', '$3.00 in · $15.00 out · 256k'],
  ['mistralai/mistral-large', 'Mistral Large', '$2.00 in · $6.00 out · 128k'],
  ['deepseek/deepseek-v3.2', 'DeepSeek V3.2', '$0.27 in · $0.40 out · 164k'],
  ['meta-llama/llama-4-maverick', 'Llama 4 Maverick', '$0.15 in · $0.60 out · 1M'],
  ['qwen/qwen3-max', 'Qwen3 Max', '$1.20 in · $6.00 out · 256k'],
  ['cohere/command-a', 'Command A', '$2.50 in · $10.00 out · 256k'],
] as const

const modelMenu = (placeholder: string, chosen?: string) =>
  menu({
    action: 'model.pick',
    value: 'thread',
    placeholder,
    options: models.map(([value, label, detail]) => ({
      value,
      label,
      detail,
      selected: value === chosen,
    })),
  })

export const footer: Card = card(
  note('**Claude Sonnet 4.5** · your default · 412 → 286 tokens · $0.0055 · 3.1 s'),
  modelMenu('Switch model'),
  buttons(
    { label: 'Ask again', action: 'again', value: 'turn' },
    { label: 'Details', action: 'details', value: 'turn' },
  ),
)

export const setupForm: Form = {
  id: 'setup',
  title: 'Set up Switchboard',
  submitLabel: 'Save',
  state: 'workspace',
  sections: [
    {
      id: 'team',
      title: 'Your team',
      fields: [
        {
          id: 'admins',
          kind: 'pick',
          of: 'members',
          label: 'Further admins',
          hint: 'Besides those who run this workspace',
          required: false,
          multiple: true,
          initial: ['ada'],
        },
        {
          id: 'channel',
          kind: 'pick',
          of: 'channels',
          label: 'Admin channel',
          required: true,
          multiple: false,
          initial: ['support'],
        },
      ],
    },
    {
      id: 'money',
      title: 'Money',
      fields: [
        {
          id: 'budget',
          kind: 'text',
          label: 'Monthly budget',
          hint: 'In USD, for the whole workspace',
          required: true,
          multiline: false,
          maxLength: 20,
        },
        {
          id: 'limit',
          kind: 'choice',
          label: 'When it is spent',
          required: true,
          multiple: false,
          initial: ['block'],
          choices: [
            { value: 'block', label: 'Block', detail: 'No more questions until the next month' },
            { value: 'cheapest', label: 'Cheapest model', detail: 'Answers go on, for less' },
            { value: 'warn', label: 'Warn', detail: 'Only tell the admins' },
          ],
        },
      ],
    },
  ],
}

const modelCard = (chosen: string): Card =>
  card(
    text(`This thread uses **${models.find(([id]) => id === chosen)?.[1] ?? chosen}**.`),
    facts({ 'Comes from': 'your own choice', Context: '1M tokens', Price: '$3.00 in, $15.00 out' }),
    modelMenu('Pick a model', chosen),
    buttons(
      { label: 'Choose for me', action: 'model.auto', value: 'thread', style: 'primary' },
      { label: 'Back to the default', action: 'model.reset', value: 'thread' },
    ),
    note('Prices are USD per million tokens.'),
  )

const listCard = card(
  text('**5 models** are enabled; GPT-5 is the default.'),
  table(
    ['Model', 'In', 'Out'],
    [
      ['GPT-5', '$1.25', '$10.00'],
      ['GPT-4o mini', '$0.15', '$0.60'],
      ['Claude Sonnet 4.5', '$3.00', '$15.00'],
      ['Gemini 2.5 Pro', '$1.25', '$10.00'],
      ['DeepSeek V3.2', '$0.27', '$0.40'],
    ],
  ),
  rows(
    {
      markdown: '**Claude Haiku 4.5**\nFast, 200k context, not enabled',
      button: { label: 'Enable', action: 'enable', value: 'anthropic/claude-haiku-4.5' },
    },
    {
      markdown: '**Grok 4**\nThe provider has no key',
      button: { label: 'Add a key', action: 'enable', value: 'x-ai/grok-4' },
    },
  ),
)

export const homeCard = (name: string): Card =>
  card(
    text(`# Hello, ${name}`),
    facts({ 'Your model': 'Claude Sonnet 4.5', 'Spent this month': '$1.8420', Left: '$8.1580' }),
    table(
      ['Model', 'Calls', 'Spent'],
      [
        ['Claude Sonnet 4.5', '61', '$1.4100'],
        ['GPT-5', '18', '$0.3920'],
        ['GPT-4o mini', '112', '$0.0400'],
      ],
    ),
    buttons(
      { label: 'Change my model', action: 'home.model', value: '', style: 'primary' },
      { label: 'Set up', action: 'setup', value: '' },
    ),
  )

export function createScriptedInbox({ chat, answer, wordMs }: Script): ScriptedInbox {
  const stopped = new Set<string>()
  const inbox: ScriptedInbox = {
    heard: [],
    commands: [],
    presses: [],
    submissions: [],
    edits: [],
    deletions: [],
    async message(message) {
      inbox.heard.push(message)
      const { place } = message
      const isForBot = message.mentionsBot || place.isDirect || place.threadId !== undefined
      if (isForBot && !message.opensWithOther) await grow(message)
    },
    async edited(edit) {
      inbox.edits.push(edit.text)
    },
    async deleted(_place, id) {
      inbox.deletions.push(id)
    },
    async command(invocation, responder) {
      inbox.commands.push(invocation)
      await runCommand(invocation, responder)
    },
    async press(press, responder) {
      inbox.presses.push(press)
      if (press.action === 'stop') stopped.add(press.value)
      await runPress(press, responder)
    },
    async submit(submission, responder) {
      inbox.submissions.push(submission)
      const [budget = ''] = submission.values['budget'] ?? []
      if (!/^\d+(\.\d+)?$/.test(budget)) {
        await responder.refuse(say('One answer needs another look.'), {
          budget: 'Write an amount such as 50.',
        })
      } else await (await responder.begin('private')).show(say(`The budget is **$${budget}** now.`))
    },
    suggest: async ({ typed }) =>
      models
        .filter(([id, label]) => `${id} ${label}`.toLowerCase().includes(typed.toLowerCase()))
        .map(([value, label, detail]) => ({ value, label: `${label} · ${detail}` })),
    stopped: async () => {},
    home: async (_place, actor) => homeCard(actor.name),
    joined: async () => {},
  }

  async function grow(message: IncomingMessage): Promise<void> {
    const turnId = `turn-${message.id}`
    const threadId = message.place.threadId ?? message.id
    const screen = await chat.openAnswer({
      turnId,
      place: { ...message.place, threadId },
      question: { id: message.id, author: message.author },
      title: message.text.slice(0, 80),
      stop: card(buttons({ label: 'Stop', action: 'stop', value: turnId, style: 'danger' })),
      replaces: [],
      isResumed: false,
      onPosted: () => {},
      onStopped: () => {},
    })
    let sofar = ''
    for (const word of answer.split(/(?<=\s)/)) {
      if (stopped.has(turnId)) break
      sofar += word
      screen.write(sofar)
      if (wordMs > 0) await new Promise(resolve => setTimeout(resolve, wordMs))
    }
    await screen.finish(footer)
  }
  return inbox
}

async function runCommand(invocation: Invocation, responder: Responder): Promise<void> {
  switch (invocation.command) {
    case 'models setup':
      return responder.open(setupForm)
    case 'model':
      return (await responder.begin('private')).show(modelCard('anthropic/claude-sonnet-4.5'))
    case 'models list':
      return (await responder.begin('private')).show(listCard)
    default:
      return responder.refuse(
        say(`There is no \`/${invocation.command}\`. Did you mean \`/model\`?`),
      )
  }
}

async function runPress(press: ActionPress, responder: Responder): Promise<void> {
  switch (press.action) {
    case 'model.pick':
      return (await responder.replace()).show(modelCard(press.chosen[0] ?? ''))
    case 'setup':
      return responder.open(setupForm)
    case 'stop':
      return (await responder.replace()).show(card(note('Stopping…')))
    case 'enable':
      return (await responder.replace()).show(say(`**${press.value}** is enabled.`))
    default:
      return (await responder.begin('private')).show(say(`You pressed \`${press.action}\`.`))
  }
}
