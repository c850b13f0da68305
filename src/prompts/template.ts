import { z } from 'zod'
import { BotError } from '../errors.ts'
import type { Variable } from '../ports/prompts.ts'

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g
const NAME = /^[a-z][a-z0-9_]{0,39}$/
const MOST_VARIABLES = 20

/** The names a template uses, each once, in order. */
export const namesIn = (template: string): readonly string[] => [
  ...new Set([...template.matchAll(PLACE)].map(([, name = '']) => name)),
]

const wrong = (sentence: string, field: string): BotError =>
  new BotError('bad-option', sentence, { fields: { [field]: sentence } })

/**
 * Variables as a person declares them, one a line: `topic`, `count: number = 3`, `tone: choice (warm, dry)`. What the
 * template uses and nobody declared is a text that has to be given.
 *
 * @throws BotError `bad-option` with the field
 */
export function readVariables(declared: string, template: string): readonly Variable[] {
  const own = declared
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(readVariable)
  const used = namesIn(template)
  for (const name of used) {
    if (!NAME.test(name)) {
      throw wrong(
        `\`{{${name}}}\` is no variable: use small letters, digits and _ for its name.`,
        'template',
      )
    }
  }
  const stray = own.find(({ name }) => !used.includes(name))
  if (stray) throw wrong(`The template does not use \`{{${stray.name}}}\`.`, 'variables')
  const twice = own.find(({ name }, index) => own.findIndex(each => each.name === name) !== index)
  if (twice) throw wrong(`\`${twice.name}\` is declared twice.`, 'variables')
  if (used.length > MOST_VARIABLES) {
    throw wrong(`A template has at most ${MOST_VARIABLES} variables.`, 'template')
  }
  return used.map(name => own.find(each => each.name === name) ?? { name, kind: 'text' })
}

const LINE =
  /^(?<name>[^\s:=]+)\s*(?::\s*(?<kind>text|number|date|choice)\s*(?:\((?<choices>[^)]*)\))?)?\s*(?:=\s*(?<initial>.*))?$/

function readVariable(line: string): Variable {
  const { name = '', kind = 'text', choices = '', initial } = LINE.exec(line)?.groups ?? {}
  if (!NAME.test(name)) {
    throw wrong(
      `“${line}” declares no variable. Write one a line, such as \`count: number = 3\`.`,
      'variables',
    )
  }
  const listed = choices
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')
  if (kind === 'choice' && listed.length < 2) {
    throw wrong(`\`${name}\` needs its choices, such as \`choice (warm, dry)\`.`, 'variables')
  }
  const variable: Variable = {
    name,
    kind: kind as Variable['kind'],
    ...(kind === 'choice' && { choices: listed }),
    ...(initial?.trim() && { initial: initial.trim() }),
  }
  if (variable.initial !== undefined) check(variable, variable.initial, 'variables')
  return variable
}

/** As `readVariables` reads it back. */
export const toDeclaration = ({ name, kind, choices, initial }: Variable): string =>
  [
    name,
    kind === 'text' ? '' : `: ${kind}${choices ? ` (${choices.join(', ')})` : ''}`,
    initial === undefined ? '' : ` = ${initial}`,
  ].join('')

const date = z.iso.date()
const number = /^-?\d+(?:\.\d+)?$/

const expected = {
  text: () => undefined,
  number: value => (number.test(value) ? undefined : 'a number, such as 3 or 2.5'),
  date: value => (date.safeParse(value).success ? undefined : 'a day, such as 2026-11-30'),
  choice: (value, { choices = [] }) =>
    choices.includes(value) ? undefined : `one of ${choices.join(', ')}`,
} as const satisfies Readonly<
  Record<Variable['kind'], (value: string, variable: Variable) => string | undefined>
>

function check(variable: Variable, value: string, field: string): void {
  const wanted = expected[variable.kind](value, variable)
  if (wanted) throw wrong(`\`${variable.name}\` is ${wanted}.`, field)
}

export type Values = Readonly<Record<string, string>>

/** Variables for which there is neither a value nor an initial one. */
export const missingOf = (variables: readonly Variable[], values: Values): readonly Variable[] =>
  variables.filter(({ name, initial }) => !values[name]?.trim() && initial === undefined)

/** @throws BotError `bad-option` naming the variable that is unknown, missing or of another kind */
export function checkValues(variables: readonly Variable[], values: Values): Values {
  const unknown = Object.keys(values).find(name => !variables.some(each => each.name === name))
  if (unknown) throw wrong(`This prompt has no variable \`${unknown}\`.`, unknown)
  return Object.fromEntries(
    variables.map(variable => {
      const { name, initial } = variable
      const value = values[name]?.trim() || initial
      if (value === undefined) throw wrong(`\`${name}\` is missing.`, name)
      check(variable, value, name)
      return [name, value]
    }),
  )
}

/** Fills in, once: what a value itself has in braces stays as it is. */
export const fillIn = (template: string, values: Values): string =>
  template.replace(PLACE, (place, name: string) => values[name] ?? place)
