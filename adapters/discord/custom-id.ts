/** What a button or menu of ours does, as its `custom_id` says it. */
export interface Control {
  readonly kind: 'button' | 'menu'
  readonly action: string
  readonly value: string
}

const letters = { button: 'b', menu: 'm' } as const

/**
 * `<kind>:<action>:<value>`, at most 100 characters. Discord refuses the same id twice in a message, so a repetition gets
 * a number behind its kind, which `fromCustomId` ignores. `taken` collects the ids of the message.
 */
export function toCustomId({ kind, action, value }: Control, taken: Set<string>): string {
  const withNumber = (number: string) => `${letters[kind]}${number}:${action}:${value}`
  let id = withNumber('')
  for (let number = 2; taken.has(id); number += 1) id = withNumber(String(number))
  taken.add(id)
  return id
}

export function fromCustomId(customId: string): Control | undefined {
  const [, letter, action, value] = /^([bm])\d*:([^:]*):(.*)$/s.exec(customId) ?? []
  if (action === undefined || value === undefined) return undefined
  return { kind: letter === 'm' ? 'menu' : 'button', action, value }
}

/** `<form>:<state>` */
export const toModalId = (form: string, state: string): string => `${form}:${state}`

export function fromModalId(customId: string): { form: string; state: string } {
  const at = customId.indexOf(':')
  return at < 0
    ? { form: customId, state: '' }
    : { form: customId.slice(0, at), state: customId.slice(at + 1) }
}
