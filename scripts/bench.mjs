// `npm run bench [-- --quick]`: Switchboard beside a bare Bolt app and a bare discord.js bot, on this machine.
// `npm run bench -- --reports[=entries]`: cost reports over a large ledger beside a scan of it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { build } from 'esbuild'

if (!existsSync(process.env.BENCH_PROGRAM ?? 'dist/src/main.js')) {
  console.error('There is no program to measure yet: npm run build')
  process.exit(1)
}

await build({
  entryPoints: ['main', 'reports', 'bare-slack', 'bare-discord', 'bare-core', 'core'].map(
    name => `test/bench/${name}.ts`,
  ),
  outdir: 'build/bench',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
})

const script = process.argv.some(argument => argument.startsWith('--reports')) ? 'reports' : 'main'
const child = spawn(process.execPath, [`build/bench/${script}.mjs`, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
child.on('exit', code => process.exit(code ?? 1))
