import { dirname, join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { readFuses } from '../../scripts/dist/fuses.ts'
import { prepareRuntime } from '../electron-runtime/runtime.ts'
import type { Release } from './later-migrations.ts'
import { packageRelease } from './releases.ts'

const SAFE = {
  runAsNode: 'off',
  enableCookieEncryption: 'on',
  enableNodeOptionsEnvironmentVariable: 'off',
  enableNodeCliInspectArguments: 'off',
  enableEmbeddedAsarIntegrityValidation: 'on',
  onlyLoadAppFromAsar: 'on',
  loadBrowserProcessSpecificV8Snapshot: 'off',
  grantFileProtocolExtraPrivileges: 'off',
}
const RELEASES: readonly Release[] = ['1.0.0', '1.1.0']

for (const release of RELEASES) {
  test(`the package of ${release} has its fuses set and holds the built app, without sources or tests`, async () => {
    test.setTimeout(900_000)
    const runtime = await prepareRuntime()
    const reason = runtime.kind === 'absent' ? runtime.reasonIfAbsent : 'packages for Linux only'
    const impossible = runtime.kind === 'absent' || process.platform !== 'linux'
    if (impossible) console.log(`Skipped: ${reason}`)
    test.skip(impossible, reason)
    // Given the package
    const executable = await packageRelease(release)
    const archive = join(dirname(executable), 'resources', 'app.asar')
    // Then every fuse that its runtime has is as it must be; the last one is younger than the tests' stand-in
    for (const { fuse, state } of await readFuses(executable)) {
      const possible = runtime.kind === 'test-runtime' && fuse === 'grantFileProtocolExtraPrivileges'
      expect(possible ? [SAFE[fuse], 'absent'] : [SAFE[fuse]], fuse).toContain(state)
    }
    // and the archive is of this version, with main, preload and page, and none of what they were made from
    const { version } = JSON.parse(extractFile(archive, 'package.json').toString()) as { version: string }
    expect(version).toBe(release)
    const own = listPackage(archive, { isPack: false }).filter((path) => !path.startsWith('/node_modules'))
    expect(own).toEqual(
      expect.arrayContaining(['/dist/main/main.cjs', '/dist/main/preload.cjs', '/dist/renderer/index.html']),
    )
    expect(own.filter((path) => !/^\/(dist|package\.json)/.test(path) || /\.(map|tsx?)$/.test(path))).toEqual([])
  })
}
