import { dirname, join } from 'node:path'
import { ownElectron } from '../../e2e/electron-runtime/runtime.ts'
import { prepareTestRuntime } from '../../e2e/electron-runtime/test-runtime.ts'

export interface DistRuntime {
  readonly kind: 'electron' | 'test-runtime'
  /** Unpacked Electron, as electron-builder's `electronDist` takes it. */
  readonly folder: string
  readonly executable: string
  /** Addon that replaces better-sqlite3's prebuilt one; absent with the real Electron. */
  readonly sqliteAddon?: string
}

/** Electron's own binary when installed, else the tests' stand-in. Rejects when neither can be had. */
export async function findRuntime(): Promise<DistRuntime> {
  const own = ownElectron()
  if (own !== undefined) return { kind: 'electron', folder: dirname(own), executable: own }
  const { folder, executable, sqliteAddon } = await prepareTestRuntime(console.log)
  return { kind: 'test-runtime', folder, executable, sqliteAddon }
}

/** What lies in the runtime's folder for development and must not go into a package. */
export const developmentOnly = [
  join('resources', 'default_app.asar'),
  'native-hook.cjs',
  'better_sqlite3.node',
  'version',
]
