// `npm run eval:routing -- <file.jsonl[.gz]> [first seed] [how many seeds]`: the router on prompts whose answers were scored.
import { readFileSync } from 'node:fs'
import { evaluateRouting } from '../dist/src/routing/evaluation/index.js'

const [file, first = '1', many = '1'] = process.argv.slice(2)
const seeds = Array.from({ length: Number(many) }, (_, index) => Number(first) + index)

try {
  if (!file) throw new Error('Name a file: npm run eval:routing -- lines.jsonl')
  if (!seeds.length || !seeds.every(Number.isSafeInteger))
    throw new Error('Seeds are whole numbers.')
  console.log(evaluateRouting(readFileSync(file), seeds))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
