import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{src-shared,src-main,src-renderer,server,scripts,e2e/simulator,e2e/attacks,e2e/sealed,e2e/access,e2e/api,e2e/split,e2e/restore}/**/*.test.{ts,tsx}',
    ],
    globalSetup: ['server/platform/postgres/test-cluster.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
