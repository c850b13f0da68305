import { z } from 'zod'

export const workspaceId = z
  .string()
  .min(1)
  .max(100)
  .describe('`slack:<team id>`, `discord:<server id>` or `playground`')

export const money = z
  .string()
  .regex(/^-?\d+\.\d{9}$/)
  .describe('USD with nine places, such as `0.000108750`')
