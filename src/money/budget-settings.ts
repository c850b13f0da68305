import { z } from 'zod'
import type { Workspace } from '../ports/workspaces.ts'
import type { FormSection, TextField } from '../ui/form.ts'

/** `80, 50` as `[50, 80]`: shares of a budget, in percent. Undefined when it is no such list. */
export function readPercents(typed: string): readonly number[] | undefined {
  const words = typed.split(/[\s,;%]+/).filter(word => word !== '')
  const percents = [...new Set(words.map(Number))].sort((a, b) => a - b)
  const isList = percents.every(percent => Number.isInteger(percent) && isShare(percent))
  return isList && percents.length <= MOST_ALERTS ? percents : undefined
}

const MOST_ALERTS = 10
const isShare = (percent: number): boolean => percent >= 1 && percent <= 100

/** What holds for all budgets of a workspace. */
export const budgetsSection = ({
  monthStartsOn,
  alertPercents,
  earlyPercent,
}: Workspace): FormSection => ({
  id: 'budgets',
  title: 'Budgets',
  fields: [
    field('monthStart', 'First day of the month', '1 to 28, as on your invoice', monthStartsOn),
    {
      ...field('alerts', 'Alerts at percent of a budget', 'Empty: none', alertPercents),
      required: false,
    },
    field('early', 'Cheapest model from percent', 'Of budgets that end with it', earlyPercent),
  ],
})

const field = (id: string, label: string, hint: string, initial: string | number): TextField => ({
  kind: 'text',
  id,
  label,
  hint,
  required: true,
  multiline: false,
  maxLength: 60,
  ...(initial !== '' && { initial: String(initial) }),
})

const whole = (max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, `A whole number from 1 to ${max}.`)
    .refine(typed => Number(typed) >= 1 && Number(typed) <= max, `From 1 to ${max}.`)

const percents = z
  .string()
  .refine(
    typed => readPercents(typed) !== undefined,
    'Whole numbers from 1 to 100, such as 50, 80, 100.',
  )

export const budgetsInput = {
  monthStart: z.tuple([whole(28)], 'This is needed.').optional(),
  alerts: z.array(percents).max(1).optional(),
  early: z.tuple([whole(100)], 'This is needed.').optional(),
}

interface Given {
  readonly monthStart?: readonly [string] | undefined
  readonly alerts?: readonly string[] | undefined
  readonly early?: readonly [string] | undefined
}

/** A part that was not shown changes nothing. */
export const budgetPatch = ({ monthStart, alerts, early }: Given) => ({
  ...(monthStart && { monthStartsOn: Number(monthStart[0]) }),
  ...(alerts && { alertPercents: (readPercents(alerts[0] ?? '') ?? []).join(',') }),
  ...(early && { earlyPercent: Number(early[0]) }),
})
