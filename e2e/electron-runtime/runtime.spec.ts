import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, test } from '@playwright/test'
import { launchElectron } from './launch.ts'
import { prepareRuntime } from './runtime.ts'
import { writeToyApp } from './toy-app.ts'

test('an app with SQLite and a sandboxed page runs under Playwright', async () => {
  const runtime = await prepareRuntime()
  if (runtime.kind === 'absent') {
    console.log(`Skipped: ${runtime.reasonIfAbsent}`)
    return test.skip(true, runtime.reasonIfAbsent)
  }
  // Given an app of the product's shape, readable by the uid that runs it
  const folder = await mkdtemp(join(tmpdir(), 'toy-'))
  const appDir = join(folder, 'app')
  await writeToyApp(appDir, '1.2.3', 'launch')
  await chmod(folder, 0o755)
  const app = await launchElectron(runtime, { appDir, userDataDir: join(folder, 'data') })
  try {
    // When its button is pressed
    const page = await app.firstWindow()
    await page.getByRole('button', { name: 'Record pulse 72' }).click()
    // Then the row is in SQLite, aggregates and workers included, and the page is really sandboxed
    await expect(page.getByText('1 saved, total 72, seen')).toBeVisible()
    expect(await page.evaluate('toy.inWorker()')).toMatch(/^3\./)
    expect(await app.evaluate(({ app }) => [app.getName(), app.getVersion()])).toEqual(['CareCode Toy', '1.2.3'])
    expect(await app.evaluate(() => process.getuid?.())).not.toBe(0)
    if (process.platform === 'linux') expect(await seccompOfPage(app)).toBe(SECCOMP_FILTER)
    await test.info().attach('toy', { body: await page.screenshot(), contentType: 'image/png' })
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Linux's name for a process that runs under a system call filter, as Chromium's sandbox sets it. */
const SECCOMP_FILTER = 2

async function seccompOfPage(app: ElectronApplication): Promise<number> {
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^Seccomp:\s*(\d+)/m.exec(status)?.[1])
}
