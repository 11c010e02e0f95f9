import { defineConfig } from '@playwright/test'
import type { HostOption } from './support/fixtures.ts'

// the journeys hold in both hosts; what concerns the server or one screen is looked at once
const JOURNEYS = 'journeys/*.spec.ts'

export default defineConfig<object, HostOption>({
  testDir: '.',
  outputDir: '../artifacts/e2e',
  globalSetup: './support/global-setup.ts',
  // the machine has two cores, and a server, a database and a window already use them
  workers: 1,
  // they only guard against hanging: a machine may be several times slower than those that the tests were written on
  timeout: 480_000,
  expect: { timeout: 60_000 },
  // docs/decisions/0044: the test command tries a failed journey once more and names it, by hand it fails at once
  retries: process.env.E2E_ATTEMPTS === '2' ? 1 : 0,
  // the one test command reads the report; without a file it would fill the terminal
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: { trace: 'off', screenshot: 'only-on-failure' },
  projects: [
    { name: 'loopback', testMatch: [JOURNEYS, 'once/*.spec.ts'], use: { host: 'loopback' } },
    { name: 'electron is ready', testMatch: 'electron-runtime/ready.setup.ts' },
    { name: 'electron', testMatch: JOURNEYS, use: { host: 'electron' }, dependencies: ['electron is ready'] },
    { name: 'runtime', testMatch: 'electron-runtime/*.spec.ts', dependencies: ['electron is ready'] },
    { name: 'packaging', testMatch: 'packaging/*.spec.ts', dependencies: ['electron is ready'] },
  ],
})
