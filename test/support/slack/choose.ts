import { findOption, valueKeyOf } from './elements.ts'
import type { Json } from './json.ts'
import type { World } from './world.ts'

export const list = (wanted: string | readonly string[]) =>
  typeof wanted === 'string' ? [wanted] : wanted

const idAmong = (all: Iterable<{ readonly id: string; readonly name: string }>, wanted: string) => {
  const found = [...all].find(one => one.id === wanted || one.name === wanted)
  if (!found) throw new Error(`There is no ${wanted} to choose`)
  return found.id
}

// What a menu holds once the person has chosen.
export const toValue = (world: World, element: Json, wanted: string | readonly string[]): Json => {
  const key = valueKeyOf(element)
  const type = { type: element['type'] }
  const choices = list(wanted)
  const user = (one: string) => idAmong(world.users.values(), one)
  const channel = (one: string) => idAmong(world.channels.values(), one)
  const one = choices[0] ?? ''
  if (key === 'selected_options')
    return { ...type, [key]: choices.map(each => findOption(element, each)) }
  if (key === 'selected_option' || element['type'] === 'overflow')
    return { ...type, selected_option: findOption(element, one) }
  if (key === 'selected_users') return { ...type, [key]: choices.map(user) }
  if (key === 'selected_user') return { ...type, [key]: user(one) }
  if (/selected_(channels|conversations)/.test(key)) return { ...type, [key]: choices.map(channel) }
  if (/selected_(channel|conversation)/.test(key)) return { ...type, [key]: channel(one) }
  if (key === 'selected_date_time') return { ...type, [key]: Number(one) }
  return { ...type, [key]: one === '' ? null : one }
}
