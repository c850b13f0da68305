import { it } from 'vitest'
import { buildPage } from '../../../adapters/playground/page/build.mjs'
import { showpiece } from './showpiece.ts'
import { emptyFolder, startPlayground } from './start-playground.ts'

const port = Number(process.env['PLAYGROUND_HARNESS'] ?? 0)

// To look at the page with a scripted bot while working on it:
// PLAYGROUND_HARNESS=4123 npx vitest run test/adapters/playground/harness.test.ts
it.skipIf(port === 0)(
  'serves the page until it is interrupted',
  async () => {
    const publicFolder = emptyFolder()
    await buildPage(publicFolder)
    const { app } = await startPlayground({
      publicFolder,
      script: { answer: showpiece, wordMs: 12 },
    })
    process.stdout.write(`${await app.listen({ port, host: '127.0.0.1' })}\n`)
    await new Promise(() => {})
  },
  2 ** 31 - 1,
)
