import { z } from 'zod'
import { isTimeZone } from '../lib/time-zone.ts'
import { budgetsInput } from '../money/budget-settings.ts'
import { providerOf } from './setup-form.ts'

const one = (check: z.ZodType<string>) => z.tuple([check], 'This is needed.')
const empty = z.tuple([])
const whole = (min: number, max: number) =>
  one(
    z
      .string()
      .regex(/^\d+$/, `A whole number from ${min} to ${max}.`)
      .refine(text => Number(text) >= min && Number(text) <= max, `From ${min} to ${max}.`),
  )
const temperature = one(
  z
    .string()
    .refine(text => /^\d(\.\d+)?$/.test(text) && Number(text) <= 2, 'A number from 0 to 2.'),
)
const zone = one(z.string().refine(isTimeZone, 'No such time zone. Write one like Europe/Berlin.'))
/** Emptying the field means something. */
const orEmpty = <T extends z.ZodType>(check: T) =>
  z.preprocess(
    value => value,
    z.custom<readonly string[]>().superRefine((value, context) => {
      if (empty.safeParse(value).success) return
      const result = check.safeParse(value)
      for (const { message } of result.error?.issues ?? [])
        context.addIssue({ code: 'custom', message })
    }),
  )

export const notEnabled = 'The default has to be one of the enabled models.'

/** Where the models of its provider are shown beside it, the default is ticked among them. */
function isTicked({ default: chosen, ...others }: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(chosen)) return true
  const provider = String(chosen[0]).split('/')[0]
  const beside = Object.entries(others).find(([id]) => providerOf(id) === provider)?.[1]
  return !Array.isArray(beside) || beside.includes(chosen[0])
}

/** What comes back; a part of the form that was not shown is absent. */
export const setupInput = z
  .object({
    default: one(z.string()).optional(),
    temperature: orEmpty(temperature).optional(),
    maxTokens: whole(256, 64_000).optional(),
    perMinute: whole(1, 600).optional(),
    timeZone: zone.optional(),
    weekStart: whole(1, 7).optional(),
    retention: orEmpty(whole(1, 36_500)).optional(),
    ...budgetsInput,
    guests: one(z.enum(['yes', 'no'])).optional(),
  })
  .catchall(z.array(z.string()))
  .superRefine((values, context) => {
    if (isTicked(values)) return
    context.addIssue({ code: 'custom', path: ['default'], message: notEnabled })
  })

export type SetupInput = z.output<typeof setupInput>
