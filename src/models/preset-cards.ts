import type { CatalogModel } from '../ports/catalog.ts'
import type { Preset } from '../ports/presets.ts'
import { type Button, buttons, type Card, card, note, type Row, rows, text } from '../ui/card.ts'
import { priceLine } from './describe-model.ts'
import { type FoundPreset, fingerprintOf } from './find-preset.ts'
import { builtInPresets } from './presets.ts'

export const countOf = (count: number): string => `${count} ${count === 1 ? 'model' : 'models'}`

export const namesOf = (models: readonly CatalogModel[]): string =>
  models.map(({ name }) => `**${name}**`).join(', ')

const look = (name: string): Button => ({ label: 'Look', action: 'preset.show', value: name })

/** All there are; own ones can be deleted. */
export function listCard(own: readonly Preset[], lead?: string): Card {
  const builtIn = builtInPresets.map(
    ({ name, about }): Row => ({ markdown: `**${name}** ${about}`, button: look(name) }),
  )
  const others = own.map(
    ({ name, modelIds }): Row => ({
      markdown: `**${name}** Your own, ${countOf(modelIds.length)}`,
      button: look(name),
    }),
  )
  return card(
    text(lead ?? '**Presets** open a set of models to members in one go.'),
    rows(...builtIn, ...others),
    note('`/models preset save:<name>` keeps the models that are enabled now as one of your own.'),
  )
}

/** What it would do, before anything is done. */
export function presetCard(preset: FoundPreset, lead?: string): Card {
  const { name, about, isOwn, fresh, enabled, unavailable } = preset
  const offered: readonly Button[] = [
    ...(fresh.length > 0 ? [enableButton(preset)] : []),
    ...(isOwn
      ? [{ label: 'Delete', action: 'preset.delete', value: name, style: 'danger' } as const]
      : []),
  ]
  return card(
    text([lead, headline(preset)].filter(Boolean).join(' ')),
    fresh.length > 0 ? text(fresh.map(line).join('\n')) : undefined,
    enabled.length > 0 ? note(`Enabled already: ${namesOf(enabled)}`) : undefined,
    unavailable.length > 0
      ? note(`Unavailable, left out: ${unavailable.map(id => `\`${id}\``).join(', ')}`)
      : undefined,
    note(`${about}.`),
    offered.length > 0 ? buttons(...offered) : undefined,
  )
}

function headline({ name, fresh, enabled }: FoundPreset): string {
  if (fresh.length > 0) return `**${name}** would enable ${countOf(fresh.length)}.`
  return enabled.length > 0
    ? `All models of **${name}** are open to members already.`
    : `**${name}** fits no model that a key serves.`
}

const line = (model: CatalogModel): string =>
  `• **${model.name}** \`${model.id}\`\n   ${priceLine(model)}`

const enableButton = (preset: FoundPreset): Button => ({
  label: preset.fresh.length === 1 ? 'Enable this one' : `Enable these ${preset.fresh.length}`,
  action: 'preset.enable',
  value: `${preset.name}|${fingerprintOf(preset)}`,
  style: 'primary',
})
