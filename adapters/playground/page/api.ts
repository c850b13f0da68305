import type { Suggestion } from '../../../src/ports/chat.ts'
import type { FormValues } from '../../../src/ui/form.ts'
import type { Origin, Reply, Spot, WireCard, WireFile } from '../protocol.ts'
import { dialog, personId, tell } from './state.ts'

/** Undefined when it did not work; the person has then been told why. */
async function post<Answer>(name: string, body: object): Promise<Answer | undefined> {
  try {
    const response = await fetch(`/playground/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: personId.get(), ...body }),
    })
    const answer = await response.json()
    if (response.ok) return answer
    tell(answer.detail ?? 'That did not work. Try again.')
  } catch {
    tell('Switchboard cannot be reached. Is it still running?')
  }
  return undefined
}

export interface Draft {
  readonly text: string
  readonly files: readonly WireFile[]
}

export const sendMessage = (spot: Spot, { text, files }: Draft) =>
  post<{ id: string }>('message', { spot, text, files: files.map(file => file.ref) })

export const editMessage = (id: string, text: string) => post('edit', { id, text })
export const deleteMessage = (id: string) => post('delete', { id })
export const dismissMessage = (id: string) => post('dismiss', { id })

export const sendCommand = async (spot: Spot, typed: string): Promise<Reply | undefined> =>
  showForm(await post<Reply>('command', { spot, typed }))

export interface Press {
  readonly action: string
  readonly value: string
  readonly chosen: readonly string[]
}

export const press = async (at: { spot: Spot; origin: Origin }, what: Press) =>
  showForm(await post<Reply>('press', { ...at, ...what }))

export interface Filled {
  readonly spot: Spot
  readonly origin?: Origin
  readonly form: string
  readonly state: string
  readonly values: FormValues
}

export const submit = (filled: Filled) => post<Reply>('submit', filled)

export async function suggest(
  spot: Spot,
  asked: { command: string; option: string; typed: string },
) {
  const answer = await post<{ suggestions: Suggestion[] }>('suggest', { spot, ...asked })
  return answer?.suggestions ?? []
}

export async function fetchHome(): Promise<WireCard | undefined> {
  const response = await fetch(`/playground/api/home?person=${personId.get()}`).catch(
    () => undefined,
  )
  return response?.ok ? (await response.json()).card : undefined
}

export async function upload(file: File): Promise<WireFile | undefined> {
  if (file.size > 20 * 1024 * 1024) {
    tell(`${file.name} is larger than 20 MB.`)
    return undefined
  }
  return post<WireFile>('upload', {
    name: file.name,
    mimeType: file.type || 'application/octet-stream',
    base64: await toBase64(file),
  })
}

function showForm(reply: Reply | undefined): Reply | undefined {
  if (reply?.kind === 'form') dialog.set(reply)
  return reply
}

const toBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
