import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { projectDir } from './paths.ts'
import { type Counts, playwrightCounts, vitestCounts, writtenCounts } from './reports.ts'

/**
 * npm test and npm run verify: everything that must hold, quick checks first. A check counts as one; test runners count
 * their tests. All steps run even where an earlier one failed, so that one run tells everything.
 */
interface Step {
  name: string
  command: readonly string[]
  /** Passed and failed tests of the step; without it the exit code counts as one. */
  counts?: () => Counts
}
const reports = `${projectDir}artifacts/reports`
const bin = (name: string) => `${projectDir}node_modules/.bin/${name}`

/** Other histories for every other state of the project, the same ones for the same: a run can be repeated exactly. */
function seedOfTheTree(): string[] {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], { cwd: projectDir, encoding: 'utf8' })
  return status === 0 ? ['--seed', String(Number.parseInt(stdout.slice(0, 7), 16))] : []
}

const STEPS: readonly Step[] = [
  { name: 'format and lint', command: [bin('biome'), 'ci', '--diagnostic-level=error'] },
  {
    name: 'types',
    command: [process.execPath, `${projectDir}node_modules/typescript-native/bin/tsc`, '--noEmit', '-p', '.'],
  },
  { name: 'architecture', command: [process.execPath, 'scripts/check-architecture.ts'] },
  { name: 'unused code', command: [bin('knip')] },
  { name: 'bill of materials', command: [process.execPath, 'scripts/sbom.ts'] },
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
    command: [process.execPath, 'e2e/simulator/sim.ts', ...seedOfTheTree(), '--histories', '2000', '--postgres', '200'],
    counts: () => writtenCounts(`${reports}/simulator.json`),
  },
  {
    name: 'attacks',
    command: [process.execPath, 'e2e/attacks/attacks.ts'],
    counts: () => writtenCounts(`${reports}/attacks.json`),
  },
  // what it fetches and builds must not count into the time of a test
  { name: 'runtime for Electron', command: [process.execPath, 'e2e/electron-runtime/prepare.ts', '--optional'] },
  {
    name: 'end-to-end tests',
    command: [bin('playwright'), 'test', '-c', 'e2e/playwright.config.ts'],
    counts: () => playwrightCounts(`${reports}/playwright.json`),
  },
  { name: 'real processes', command: [process.execPath, 'e2e/chaos/chaos.ts', '--rounds', '20'] },
]

function run(step: Step): Promise<number> {
  const [program, ...args] = step.command as [string, ...string[]]
  const child = spawn(program, args, {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: `${reports}/playwright.json`, E2E_ATTEMPTS: '2' },
  })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function countsOf(step: Step, code: number): Counts {
  if (!step.counts) return code === 0 ? { passed: 1, failed: 0, failures: [] } : unread(step)
  try {
    const counts = step.counts()
    const broken = counts.passed + counts.failed === 0 || (code !== 0 && counts.failed === 0)
    if (!broken) return counts
    return { ...counts, failed: counts.failed + 1, failures: [...counts.failures, `the run itself ended with ${code}`] }
  } catch {
    return unread(step)
  }
}

const unread = ({ name }: Step): Counts => ({ passed: 0, failed: 1, failures: [name] })

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const total = { passed: 0, failed: 0 }
const lines: string[] = []
const failedTests: string[] = []
const causes: string[] = []
const MAX_CAUSES = 4
for (const step of STEPS) {
  process.stdout.write(`\n── ${step.name}\n`)
  const started = Date.now()
  const { passed, failed, failures, shaky = [], causes: why = [] } = countsOf(step, await run(step))
  failedTests.push(...shaky.map((test) => `passed at the second attempt in ${step.name}: ${test}`))
  failedTests.push(...failures.map((test) => `FAILED in ${step.name}: ${test}`))
  causes.push(...why)
  total.passed += passed
  total.failed += failed
  lines.push(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
  )
}
// last of all: a log that is cut off keeps its end
process.stdout.write(
  `\n${[...causes.slice(0, MAX_CAUSES), ...lines, ...failedTests].join('\n')}\n${total.passed} passed, ${total.failed} failed\n`,
)
process.exit(total.failed === 0 ? 0 : 1)
