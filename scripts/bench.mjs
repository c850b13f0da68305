// `npm run bench [-- --quick]`: Switchboard beside a bare Bolt app and a bare discord.js bot, on this machine.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { build } from 'esbuild'

if (!existsSync(process.env.BENCH_PROGRAM ?? 'dist/src/main.js')) {
  console.error('There is no program to measure yet: npm run build')
  process.exit(1)
}

await build({
  entryPoints: ['main', 'bare-slack', 'bare-discord', 'bare-core', 'core'].map(
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

const child = spawn(process.execPath, ['build/bench/main.mjs', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
child.on('exit', code => process.exit(code ?? 1))
