// The model call alone, without chat platform and database.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { OpenAI } from 'openai'
import { answerOf } from './bare-answer.ts'
import { obey } from './inner-loop.ts'

const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
const client = new OpenAI({
  baseURL: process.env['OPENAI_BASE_URL'] ?? '',
  apiKey: 'bench-key',
  maxRetries: 0,
})
process.on('SIGTERM', () => process.exit(0))
obey(async () => void (await answerOf(client, '#q0# Why?')), delay)
