// Prints what vitest's JSON report counted, as one line.
import { readFileSync } from 'node:fs'

const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
  readFileSync(process.argv[2] ?? 'build/test-results.json', 'utf8'),
)
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`)
process.exit(numFailedTests === 0 && numPassedTests > 0 ? 0 : 1)
