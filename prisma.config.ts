import { defineConfig } from 'prisma/config'

// `prisma generate` looks for the schema engine's binary without running it; any file will do.
if (process.argv.includes('generate')) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath
}

export default defineConfig({ schema: 'prisma/schema.prisma' })
