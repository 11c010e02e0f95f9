import ts from 'typescript'

interface Replacement {
  start: number
  end: number
  becomes: string
}

/** Of an operator: its neighbours, and its opposite. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  ...{ '<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'] },
  ...{ '===': ['!=='], '!==': ['==='], '==': ['!='], '!=': ['=='] },
  ...{ '&&': ['||'], '||': ['&&'], '??': ['&&'] },
  ...{ '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '%': ['*'], '**': ['*'], '+=': ['-='], '-=': ['+='] },
}
const SWAPPED: Readonly<Record<string, string>> = {
  ...{ startsWith: 'endsWith', endsWith: 'startsWith', some: 'every', every: 'some', min: 'max', max: 'min' },
  ...{ floor: 'ceil', ceil: 'floor', round: 'floor', toUpperCase: 'toLowerCase', toLowerCase: 'toUpperCase' },
}
/** Methods that can be left out of a chain. */
const DROPPED = [
  'trim',
  'filter',
  'sort',
  'slice',
  'toUpperCase',
  'toLowerCase',
  'normalize',
  'positive',
  'nonnegative',
]

/** What may stand in the place of a node, or of a part of it; empty: it is not changed. */
export function replacementsOf(node: ts.Node, source: ts.SourceFile): Replacement[] {
  const instead = (...texts: string[]) => texts.map((becomes) => ({ ...rangeOf(node, source), becomes }))
  if (ts.isNumericLiteral(node)) return instead(...neighboursOf(node.getText(source)))
  if (ts.isStringLiteralLike(node)) return instead(node.text === '' ? "'changed'" : "''")
  if (ts.isTemplateExpression(node)) return instead("''")
  if (node.kind === ts.SyntaxKind.TrueKeyword) return instead('false')
  if (node.kind === ts.SyntaxKind.FalseKeyword) return instead('true')
  if (ts.isRegularExpressionLiteral(node)) return instead(...patternsOf(node.text))
  if (ts.isArrayLiteralExpression(node)) return instead(node.elements.length > 0 ? '[]' : "['changed']")
  if (ts.isObjectLiteralExpression(node) && node.properties.length > 0) return instead('{}')
  if (ts.isBlock(node) && node.statements.length > 0) return instead('{}')
  return [...inExpression(node, source), ...inFlow(node, source)]
}

const rangeOf = (node: ts.Node, source: ts.SourceFile) => ({ start: node.getStart(source), end: node.end })

/** `41.5` moves by 0.1, `60_000` by 1: the smallest change that somebody could make to it by mistake. */
function neighboursOf(text: string): string[] {
  const value = Number(text.replaceAll('_', ''))
  const step = 10 ** -(/\.(\d+)$/.exec(text)?.[1]?.length ?? 0)
  return [step, -step].map((change) => {
    const moved = Number((value + change).toPrecision(16))
    return moved < 0 ? `(${moved})` : String(moved)
  })
}

/** An expression that takes more: without its beginning, its end, or with other signs than those it lists. */
function patternsOf(pattern: string): string[] {
  const found = [pattern.replace('/^', '/'), pattern.replace(/\$(?=\/[a-z]*$)/, ''), pattern.replace('[', '[^')]
  return [...found, pattern.replace('\\d', '\\D'), pattern.replace('+', '')].filter((each) => each !== pattern)
}

function inExpression(node: ts.Node, source: ts.SourceFile): Replacement[] {
  if (ts.isBinaryExpression(node)) {
    const { operatorToken } = node
    return (OPERATORS[operatorToken.getText(source)] ?? []).map((becomes) => ({
      ...rangeOf(operatorToken, source),
      becomes,
    }))
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [{ ...rangeOf(node, source), becomes: `(${node.operand.getText(source)})` }]
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    return [{ ...rangeOf(node, source), becomes: node.operand.getText(source) }]
  if (ts.isPostfixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusPlusToken)
    return [{ ...rangeOf(node, source), becomes: `${node.operand.getText(source)}--` }]
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return inCall(node, node.expression, source)
  if (ts.isPropertyAccessExpression(node) && node.questionDotToken)
    return [{ ...rangeOf(node.questionDotToken, source), becomes: '.' }]
  return []
}

function inCall(call: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression, source: ts.SourceFile) {
  const swapped = Object.hasOwn(SWAPPED, name.text) ? SWAPPED[name.text] : undefined
  return [
    ...(swapped ? [{ ...rangeOf(name, source), becomes: swapped }] : []),
    ...(DROPPED.includes(name.text) ? [{ ...rangeOf(call, source), becomes: expression.getText(source) }] : []),
  ]
}

/** A condition that always holds, and one that never does; a function that gives nothing. */
function inFlow(node: ts.Node, source: ts.SourceFile): Replacement[] {
  if (ts.isIfStatement(node)) return bothWays(node.expression, source)
  if (ts.isConditionalExpression(node)) return bothWays(node.condition, source)
  if (ts.isForStatement(node) && node.condition) return bothWays(node.condition, source).slice(1)
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
    return [{ ...rangeOf(node.body, source), becomes: 'undefined' }]
  return []
}

const bothWays = (condition: ts.Node, source: ts.SourceFile): Replacement[] =>
  ['true', 'false'].map((becomes) => ({ ...rangeOf(condition, source), becomes }))
