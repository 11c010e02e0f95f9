import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** What a test runner says in its report. */
export interface Counts {
  passed: number
  failed: number
  /** Names of those that failed, with their file. */
  failures: string[]
  /** Those that passed only when they were tried again: not a failure, and not to be forgotten. */
  shaky?: string[]
  /** What was printed where a test failed, cut to what a reader of a log wants. */
  causes?: string[]
}

interface VitestFile {
  name: string
  status: string
  assertionResults: { status: string; fullName: string }[]
}
interface PlaywrightTest {
  projectName: string
  status: string
  results?: { error?: { message?: string }; attachments?: { name: string; path?: string }[] }[]
}
interface Suite {
  title: string
  file: string
  specs?: { title: string; ok: boolean; tests: PlaywrightTest[] }[]
  suites?: Suite[]
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

export function vitestCounts(file: string): Counts {
  const report = read(file) as { numPassedTests: number; numFailedTests: number; testResults: VitestFile[] }
  // a file that could not be loaded has no tests, and is a failure all the same
  const unloaded = report.testResults.filter((r) => r.status === 'failed' && r.assertionResults.length === 0)
  const named = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${name}: ${fullName}`),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    failures: [...named, ...unloaded.map(({ name }) => `${name} could not be loaded`)],
  }
}

export function playwrightCounts(file: string): Counts {
  const report = read(file) as {
    stats: { expected: number; unexpected: number; flaky: number }
    suites: Suite[]
    errors?: { message?: string }[]
  }
  const { expected, flaky, unexpected } = report.stats
  const outside = (report.errors ?? []).map(
    ({ message }) => (message ?? 'an error outside of tests').split('\n')[0] ?? '',
  )
  const failed = report.suites.flatMap((suite) => testsOf(suite, 'unexpected'))
  const shaky = report.suites.flatMap((suite) => testsOf(suite, 'flaky'))
  return {
    passed: expected + flaky,
    failed: unexpected,
    failures: [...failed.map(({ name }) => name), ...outside],
    shaky: shaky.map(({ name }) => name),
    causes: [...failed, ...shaky].map(({ name, cause }) => `${name}\n${cause}`),
  }
}

function testsOf({ file, specs = [], suites = [] }: Suite, wanted: string): { name: string; cause: string }[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === wanted)
      .map((test) => ({ name: `[${test.projectName}] ${file}: ${title}`, cause: causeOf(test) })),
  )
  return [...own, ...suites.flatMap((suite) => testsOf(suite, wanted))]
}

const CAUSE_LENGTH = 1500
const SCREEN_LENGTH = 2500

/** The message of the first attempt that failed, and what the screen showed then. */
function causeOf({ results = [] }: PlaywrightTest): string {
  const first = results.find(({ error }) => error)
  const screen = first?.attachments?.find(({ name, path }) => name === 'error-context' && path)?.path
  const message = stripVTControlCharacters(first?.error?.message ?? 'no message').slice(0, CAUSE_LENGTH)
  return screen && existsSync(screen)
    ? `${message}\n${pageOf(readFileSync(screen, 'utf8')).slice(0, SCREEN_LENGTH)}`
    : message
}

/** The tree of the screen alone: the rest of that file repeats the message and the test. */
const pageOf = (context: string): string => /```yaml\n([\s\S]*?)```/.exec(context)?.[1] ?? ''

/** Of the attacks and the simulator, which write them so. */
export const writtenCounts = (file: string): Counts => read(file) as Counts
