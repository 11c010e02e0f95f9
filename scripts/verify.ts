import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { projectDir } from './paths.ts'

/**
 * npm test and npm run verify: everything that must hold, quick checks first. A check counts as one; test runners count
 * their tests. All steps run even where an earlier one failed, so that one run tells everything.
 */
interface Step {
  name: string
  command: readonly string[]
  /** Passed and failed tests of the step; without it the exit code counts as one. */
  counts?: () => { passed: number; failed: number }
}

const reports = `${projectDir}artifacts/reports`
const bin = (name: string) => `${projectDir}node_modules/.bin/${name}`

const STEPS: readonly Step[] = [
  { name: 'format and lint', command: [bin('biome'), 'ci', '--diagnostic-level=error'] },
  {
    name: 'types',
    command: [process.execPath, `${projectDir}node_modules/typescript-native/bin/tsc`, '--noEmit', '-p', '.'],
  },
  { name: 'architecture', command: [process.execPath, 'scripts/check-architecture.ts'] },
  { name: 'unused code', command: [bin('knip')] },
  { name: 'bundles', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'unit and integration tests',
    command: [
      bin('vitest'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reports}/vitest.json`,
    ],
    counts: () => vitestCounts(`${reports}/vitest.json`),
  },
  {
    name: 'simulator',
    command: [process.execPath, 'e2e/simulator/sim.ts', '--histories', '300'],
  },
  {
    name: 'attacks',
    command: [process.execPath, 'e2e/attacks/attacks.ts'],
    counts: () => attackCounts(`${reports}/attacks.json`),
  },
  {
    name: 'end-to-end tests',
    command: [bin('playwright'), 'test', '-c', 'e2e/playwright.config.ts'],
    counts: () => playwrightCounts(`${reports}/playwright.json`),
  },
  { name: 'real processes', command: [process.execPath, 'e2e/chaos/chaos.ts', '--rounds', '20'] },
]

function vitestCounts(file: string) {
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    testResults: { status: string; assertionResults: unknown[] }[]
  }
  // a file that could not be loaded has no tests, and is a failure all the same
  const unloaded = report.testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0).length
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded }
}

function playwrightCounts(file: string) {
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number }
  }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}

function attackCounts(file: string) {
  return JSON.parse(readFileSync(file, 'utf8')) as { passed: number; failed: number }
}

function run(step: Step): Promise<number> {
  const [program, ...args] = step.command as [string, ...string[]]
  const child = spawn(program, args, {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json` },
  })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function countsOf(step: Step, code: number): { passed: number; failed: number } {
  if (!step.counts) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  try {
    const counts = step.counts()
    const broken = counts.passed + counts.failed === 0 || (code !== 0 && counts.failed === 0)
    return broken ? { ...counts, failed: counts.failed + 1 } : counts
  } catch {
    return { passed: 0, failed: 1 }
  }
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const total = { passed: 0, failed: 0 }
const lines: string[] = []
for (const step of STEPS) {
  process.stdout.write(`\n── ${step.name}\n`)
  const started = Date.now()
  const { passed, failed } = countsOf(step, await run(step))
  total.passed += passed
  total.failed += failed
  lines.push(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
  )
}
process.stdout.write(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 ? 0 : 1)
