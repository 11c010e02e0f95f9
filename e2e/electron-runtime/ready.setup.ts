import { expect, test } from '@playwright/test'
import { prepareRuntime } from './runtime.ts'

// what is fetched and built here would otherwise count into the time of the first test that opens an Electron window
test('the runtime for Electron is fetched and built, or says why it cannot be', async () => {
  test.setTimeout(1_200_000)
  const runtime = await prepareRuntime()
  if (runtime.kind !== 'absent') return
  console.log(`Skipped: ${runtime.reasonIfAbsent}`)
  expect(runtime.reasonIfAbsent).not.toBe('')
  test.skip(true, runtime.reasonIfAbsent)
})
