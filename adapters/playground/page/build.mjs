import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Bundles the page into `outDir`: app.js, theme.js, style.css, index.html and icon.svg. */
export async function buildPage(outDir) {
  await mkdir(outDir, { recursive: true })
  await build({
    entryPoints: [
      { in: join(here, 'main.tsx'), out: 'app' },
      { in: join(here, 'saved-theme.ts'), out: 'theme' },
      { in: join(here, 'style/style.css'), out: 'style' },
    ],
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome114', 'firefox125', 'safari17'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // The browser build of this one decodes entities through innerHTML; the other is a table.
    conditions: ['worker'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  for (const name of ['index.html', 'icon.svg']) await cp(join(here, name), join(outDir, name))
}
