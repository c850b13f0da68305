import path from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

/** Where amounts become numbers, each for a reason: shares that are shown, tokens, calls and milliseconds that are counted. */
const allowed = [
  'src/money/alerts.ts: Number(lasts)',
  'src/money/budget-use.ts: Number((BigInt(calls) * overNano + costNano - 1n) / costNano)',
  'src/money/calculation.ts: Number((gapIn * BigInt(message.inputTokens)) / gapOut)',
  'src/money/cost.ts: Number((rest * TOKENS_PER_PRICE) / output)',
  'src/money/report-words.ts: Number((part * 1000n) / whole)',
]

const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, '.')
const isMoney = (file: string): boolean => /^src\/(money|calls)\//.test(file)
const program = ts.createProgram(
  fileNames.filter(file => isMoney(path.relative('.', file))),
  options,
)
const checker = program.getTypeChecker()

const isBigInt = (node: ts.Node): boolean => {
  const type = checker.getTypeAtLocation(node)
  const parts = type.isUnion() ? type.types : [type]
  return parts.some(({ flags }) => (flags & ts.TypeFlags.BigIntLike) !== 0)
}

const isNumber = (node: ts.Node): boolean => {
  const type = checker.getTypeAtLocation(node)
  const parts = type.isUnion() ? type.types : [type]
  return parts.some(({ flags }) => (flags & ts.TypeFlags.NumberLike) !== 0)
}

/** Every node of the money's own files for which `find` has something to say. */
function look(find: (node: ts.Node) => boolean): readonly string[] {
  const found: string[] = []
  const visit = (file: string, node: ts.Node): void => {
    if (find(node)) found.push(`${file}: ${node.getText().replaceAll(/\s+/g, ' ')}`)
    node.forEachChild(child => visit(file, child))
  }
  for (const source of program.getSourceFiles()) {
    const file = path.relative('.', source.fileName)
    if (isMoney(file)) visit(file, source)
  }
  return found.sort()
}

it('becomes a number nowhere but in these places', () => {
  const conversions = /^(Number|parseFloat|parseInt|Number\.parse(Float|Int))$/
  const found = look(
    node =>
      ts.isCallExpression(node) &&
      conversions.test(node.expression.getText()) &&
      node.arguments.some(isBigInt),
  )

  expect([...new Set(found)]).toEqual(allowed)
})

it('is never kept as a number', () => {
  const found = look(
    node =>
      (ts.isPropertySignature(node) ||
        ts.isPropertyAssignment(node) ||
        ts.isVariableDeclaration(node) ||
        ts.isParameter(node) ||
        ts.isBindingElement(node)) &&
      /nano$/i.test(node.name.getText()) &&
      isNumber(node.name),
  )

  expect(found).toEqual([])
})
