import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { playwrightCounts, vitestCounts } from './reports.ts'

function withReport<T>(report: unknown, look: (file: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'reports-'))
  try {
    writeFileSync(join(dir, 'report.json'), JSON.stringify(report))
    return look(join(dir, 'report.json'))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

test('every failed journey is told by its host, file and name', () => {
  // Given a report in which one journey failed in one of the two hosts, two suites deep
  const tests = [
    { projectName: 'loopback', status: 'expected' },
    { projectName: 'electron', status: 'unexpected' },
  ]
  const inner = {
    title: 'charting',
    file: 'journeys/nurse.spec.ts',
    specs: [{ title: 'charts vitals', ok: false, tests }],
  }
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 0 },
    suites: [{ title: 'x', file: 'journeys/nurse.spec.ts', specs: [], suites: [inner] }],
  }
  // When it is read / Then only that one is named
  expect(withReport(report, playwrightCounts)).toEqual({
    passed: 1,
    failed: 1,
    failures: ['[electron] journeys/nurse.spec.ts: charts vitals'],
    shaky: [],
    causes: ['[electron] journeys/nurse.spec.ts: charts vitals\nno message'],
  })
})

test('a journey that passed only at its second attempt is named with what went wrong at the first', () => {
  // Given one that failed with a coloured message and then passed
  const results = [{ error: { message: '\u001b[31mexpected\u001b[39m Saved' } }, {}]
  const spec = { title: 'charts vitals', ok: true, tests: [{ projectName: 'electron', status: 'flaky', results }] }
  const report = {
    stats: { expected: 0, unexpected: 0, flaky: 1 },
    suites: [{ title: 'x', file: 'journeys/nurse.spec.ts', specs: [spec] }],
  }
  // When it is read / Then it passed, and is not passed over
  const name = '[electron] journeys/nurse.spec.ts: charts vitals'
  expect(withReport(report, playwrightCounts)).toEqual({
    passed: 1,
    failed: 0,
    failures: [],
    shaky: [name],
    causes: [`${name}\nexpected Saved`],
  })
})

test('a test file that cannot be loaded counts as failed, and is named', () => {
  // Given one file with a failed test and one that has none because it could not be loaded
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'adds up' }] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [] },
    ],
  }
  // When it is read / Then both are there
  expect(withReport(report, vitestCounts)).toEqual({
    passed: 3,
    failed: 2,
    failures: ['a.test.ts: adds up', 'b.test.ts could not be loaded'],
  })
})
