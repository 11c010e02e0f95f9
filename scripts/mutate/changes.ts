import ts from 'typescript'
import { replacementsOf } from './replacements.ts'

/** One small change of a rule: `becomes` instead of what stands from `start` to `end`. */
export interface Change {
  file: string
  line: number
  /** The line as it is written. */
  at: string
  kind: 'code' | 'number'
  start: number
  end: number
  was: string
  becomes: string
}

/** Of a command: what it is called by others. The frozen client's entries hold it (e2e/compat), no rule does. */
const CONTRACT = ['name', 'version']

/** Every change that is tried on a file. */
export function changesOf(code: string, file: string): Change[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)
  const lines = code.split('\n')
  return nodesOf(source).flatMap((node) =>
    replacementsOf(node, source).map(({ start, end, becomes }) => {
      const line = source.getLineAndCharacterOfPosition(start).line + 1
      const kind = ts.isNumericLiteral(node) ? ('number' as const) : ('code' as const)
      return { file, line, at: (lines[line - 1] ?? '').trim(), kind, start, end, was: code.slice(start, end), becomes }
    }),
  )
}

export const changed = (code: string, { start, end, becomes }: Change): string =>
  code.slice(0, start) + becomes + code.slice(end)

/** What counts when the code runs: no types, no imports, no names of properties. */
function nodesOf(node: ts.Node): ts.Node[] {
  if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return []
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return []
  if (ts.isPropertyAssignment(node)) return isContract(node) ? [] : nodesOf(node.initializer)
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  return [node, ...children.flatMap(nodesOf)]
}

const isContract = ({ name, parent }: ts.PropertyAssignment) =>
  CONTRACT.includes(name.getText()) &&
  ts.isCallExpression(parent.parent) &&
  parent.parent.expression.getText() === 'command'
