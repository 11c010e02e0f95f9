import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectDir } from '../paths.ts'

const IMPORTED = /from '(\.{1,2}\/[^']+)'/g

/**
 * For a file, the tests that load it, the nearest first: those one import away, then those two away, and so on. A test
 * that never loads it cannot notice what becomes of it.
 */
export function nearestTests(tests: readonly string[]): (file: string) => string[][] {
  const distances = tests.map((test) => [test, distancesFrom(test)] as const)
  return (file) => {
    const away = distances.flatMap(([test, distance]) => {
      const steps = distance.get(file)
      return steps === undefined ? [] : [{ test, steps }]
    })
    const steps = [...new Set(away.map((each) => each.steps))].sort((a, b) => a - b)
    return steps.map((step) => away.filter((each) => each.steps === step).map(({ test }) => test))
  }
}

function distancesFrom(test: string): Map<string, number> {
  const distance = new Map([[test, 0]])
  for (const [file, away] of distance)
    for (const next of importsOf(file)) if (!distance.has(next)) distance.set(next, away + 1)
  return distance
}

const known = new Map<string, string[]>()
function importsOf(file: string): string[] {
  const found = known.get(file) ?? readImports(file)
  known.set(file, found)
  return found
}

function readImports(file: string): string[] {
  const code = readFileSync(projectDir + file, 'utf8')
  return [...code.matchAll(IMPORTED)]
    .map(([, target = '']) => relative(projectDir, join(projectDir, file, '..', target)))
    .filter((target) => target.endsWith('.ts') && existsSync(projectDir + target))
}
