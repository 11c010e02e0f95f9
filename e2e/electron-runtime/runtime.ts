import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths.ts'
import { prepareTestRuntime } from './test-runtime.ts'

/** Chromium's sandbox refuses root; root hands over to nobody. */
const NOBODY = 65534

export interface ReadyRuntime {
  /** `electron`: the project's own version. `test-runtime`: an older stand-in, see test-runtime.ts. */
  readonly kind: 'electron' | 'test-runtime'
  readonly executable: string
  /** Arguments that start the app in `appDir` (the folder of its package.json). */
  readonly args: (appDir: string) => string[]
  /** What the process needs in its environment beside the test's own. */
  readonly env: Readonly<Record<string, string>>
  /** uid and gid to run as; absent: as the caller. */
  readonly runAs?: number
}

interface AbsentRuntime {
  readonly kind: 'absent'
  /** One sentence for the test's skip message. */
  readonly reasonIfAbsent: string
}

export type Runtime = ReadyRuntime | AbsentRuntime

/** Electron's own binary where `npx install-electron` has put it, else the cached test runtime, else the reason why neither is there. */
export async function prepareRuntime(report: (line: string) => void = console.error): Promise<Runtime> {
  const own = ownElectron()
  if (own !== undefined) return ready('electron', own)
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return absent(`Electron's binary is missing (npx install-electron) and the test runtime exists for linux-x64 only`)
  }
  try {
    return ready('test-runtime', (await prepareTestRuntime(report)).executable)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return absent(`Electron's binary is missing (npx install-electron) and the test runtime failed: ${reason}`)
  }
}

/** Path of Electron's own executable in node_modules, if it was installed. */
export function ownElectron(): string | undefined {
  const electron = join(projectRoot, 'node_modules', 'electron')
  const pathFile = join(electron, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const executable = join(electron, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : undefined
}

/** How start-runtime.sh is told to start this executable: as nobody when the caller is root. */
export function environmentOf(executable: string): Pick<ReadyRuntime, 'env' | 'runAs'> {
  if (process.getuid?.() !== 0) return { env: { RUNTIME_EXECUTABLE: executable } }
  return { env: { RUNTIME_EXECUTABLE: executable, RUNTIME_AS: String(NOBODY) }, runAs: NOBODY }
}

function ready(kind: ReadyRuntime['kind'], executable: string): ReadyRuntime {
  return { kind, executable, args: (appDir) => [appDir], ...environmentOf(executable) }
}

function absent(reasonIfAbsent: string): AbsentRuntime {
  return { kind: 'absent', reasonIfAbsent }
}
