import { readFileSync } from 'node:fs'

/** What a test runner says in its report. */
export interface Counts {
  passed: number
  failed: number
  /** Names of those that failed, with their file. */
  failures: string[]
}

interface VitestFile {
  name: string
  status: string
  assertionResults: { status: string; fullName: string }[]
}
interface Suite {
  title: string
  file: string
  specs?: { title: string; ok: boolean; tests: { projectName: string; status: string }[] }[]
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
  return { passed: expected + flaky, failed: unexpected, failures: [...report.suites.flatMap(failedOf), ...outside] }
}

function failedOf({ file, specs = [], suites = [] }: Suite): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ projectName }) => `[${projectName}] ${file}: ${title}`),
  )
  return [...own, ...suites.flatMap(failedOf)]
}

export const attackCounts = (file: string): Counts => read(file) as Counts
