import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { launchPackaged } from './launch-packaged.ts'
import { projectRoot } from './paths.ts'
import { prepareRuntime } from './runtime.ts'
import { writeToyApp } from './toy-app.ts'

test('a packaged app starts with its fuses set and keeps its data over an upgrade', async () => {
  test.setTimeout(1_200_000)
  const runtime = await prepareRuntime()
  if (runtime.kind === 'absent' || process.platform !== 'linux') {
    const reason = runtime.kind === 'absent' ? runtime.reasonIfAbsent : 'packages for Linux only'
    console.log(`Skipped: ${reason}`)
    return test.skip(true, reason)
  }
  const folder = await mkdtemp(join(tmpdir(), 'packaged-'))
  await chmod(folder, 0o755)
  try {
    // Given version 1.0.0, installed, with one row saved
    await writeToyApp(join(folder, 'app'), '1.0.0', 'package')
    const before = await packageVersion(folder, '1.0.0')
    expect(await recordOnce(before.executable, folder)).toBe('1 saved, total 72, seen')
    expect(before.output).toMatch(/enableNodeCliInspectArguments +off/)
    expect(before.output).toMatch(/onlyLoadAppFromAsar +on/)
    // When version 1.1.0 starts on the same data
    const after = await packageVersion(folder, '1.1.0')
    // Then the row is still there
    expect(await recordOnce(after.executable, folder)).toBe('2 saved, total 144, seen')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

async function packageVersion(folder: string, version: string): Promise<{ executable: string; output: string }> {
  const out = join(folder, version)
  const script = join(projectRoot, 'scripts', 'dist', 'dist.ts')
  const options = ['--project', join(folder, 'app'), '--version', version, '--out', out, '--only', 'dir']
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...options], { cwd: projectRoot })
  return { executable: join(out, 'linux-unpacked', 'carecode-workstation'), output: stdout }
}

async function recordOnce(executable: string, folder: string): Promise<string> {
  const app = await launchPackaged(executable, { userDataDir: join(folder, 'data') })
  try {
    await app.page.getByRole('button', { name: 'Record pulse 72' }).click()
    await expect(app.page.getByText('saved')).toBeVisible()
    return (await app.page.locator('output').textContent()) ?? ''
  } finally {
    await app.close()
  }
}
