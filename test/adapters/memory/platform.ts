import {
  buttonsOf,
  createMemoryChat,
  type MemoryChatOptions,
  menusOf,
  type SeenMessage,
  toText,
} from '../../../adapters/memory/index.ts'
import type { Platform, Seen, Who } from '../../contracts/chat/platform.ts'

/** People in front of the chat in memory. */
export async function openMemoryPlatform(options: MemoryChatOptions = {}): Promise<Platform> {
  const groupId = 'writers'
  const chat = createMemoryChat({ ...options, groups: { [groupId]: ['ada'] } })
  const person = (who: Who) => chat.person(who)

  const toSeen = (message: SeenMessage): Seen => {
    const { id, channelId, threadId, authorId, card, answer } = message
    const cards = [card, answer?.footer, answer?.stop].filter(one => one !== undefined)
    return {
      id,
      spot: { channelId, ...(threadId !== undefined && { threadId }) },
      isBot: authorId === 'switchboard',
      text: toText(message).replaceAll('*', ''),
      buttons: cards.flatMap(buttonsOf).map(({ label }) => label),
      menus: cards.flatMap(menusOf).map(({ placeholder }) => placeholder),
      files: [],
    }
  }
  const stored = (seen: Seen): SeenMessage => {
    const message = chat.room.messages.get(seen.id)
    if (!message) throw new Error(`${seen.id} is gone`)
    return message
  }

  return {
    chat,
    workspaceId: chat.workspaceId,
    people: { ada: { id: 'ada', name: 'Ada' }, ben: { id: 'ben', name: 'Ben' } },
    room: { channelId: 'general' },
    groupId,
    ready: async () => undefined,
    direct: who => person(who).direct,
    async say(who, text, spot, files = []) {
      const { id, channelId, threadId, thread } = await person(who).say(text, spot, {
        files: files.map(({ content, ...file }) => ({
          ...file,
          bytes: new TextEncoder().encode(content),
        })),
      })
      const isOne = options.directIsOneThread && channelId.startsWith('dm-')
      const said = { channelId, ...(threadId !== undefined && { threadId }) }
      return { id, spot: said, thread: isOne ? { channelId } : thread }
    },
    botSays: (text, spot) => chat.botSays(text, spot),
    redeliver: ({ id }) => chat.redeliver(id),
    edit: (who, said, text) => person(who).edit({ ...said.spot, ...said }, text),
    remove: (who, said) => person(who).remove({ ...said.spot, ...said }),
    run: (who, command, values) => person(who).command(command, toValues(values)),
    press: (who, seen, button) => person(who).press(button, stored(seen)),
    pick: (who, seen, _menu, choice) => person(who).pick(choice, stored(seen)),
    dialog(who) {
      const dialog = person(who).dialog()
      if (!dialog) return undefined
      const fields = dialog.form.sections.flatMap(section => section.fields)
      const texts = fields.flatMap(field =>
        field.kind === 'text'
          ? [[field.label, dialog.typed[field.id]?.[0] ?? field.initial ?? ''] as const]
          : [],
      )
      return {
        title: dialog.form.title,
        labels: fields.map(({ label }) => label),
        texts: Object.fromEntries(texts),
        problems: Object.values(dialog.errors),
      }
    },
    fill(who, texts) {
      const fields =
        person(who)
          .dialog()
          ?.form.sections.flatMap(section => section.fields) ?? []
      const typed = Object.entries(texts).map(([label, text]) => [
        fields.find(field => field.label === label)?.id ?? label,
        [text],
      ])
      return person(who).fill(Object.fromEntries(typed))
    },
    sees: (who, spot) => person(who).seen(spot).map(toSeen),
    pings: () =>
      chat.room
        .all()
        .filter(({ authorId }) => authorId === 'switchboard')
        .flatMap(({ text }) => text.match(/@(?:everyone|here|channel)|<[@!#]\w+>/g) ?? []),
    violations: () => chat.violations,
    close: async () => undefined,
  }
}

/** As a platform with numbers sends them. */
const toValues = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      /^\d+$/.test(value) ? Number(value) : value,
    ]),
  )
