import { prepareRuntime } from './runtime.ts'

/**
 * `node e2e/electron-runtime/prepare.ts`: makes the runtime ready and says which one tests will use. Exits 1 without one, unless
 * `--optional` is given: tests that need it say then why they are skipped.
 */
const runtime = await prepareRuntime()
if (runtime.kind === 'absent') {
  console.error(runtime.reasonIfAbsent)
  process.exitCode = process.argv.includes('--optional') ? 0 : 1
} else {
  console.log(`${runtime.kind}: ${runtime.executable}`)
}
