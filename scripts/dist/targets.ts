import { findProgram } from './programs.ts'
import type { DistRuntime } from './runtime.ts'

export interface DistTarget {
  readonly platform: 'linux' | 'win'
  readonly name: 'dir' | 'AppImage' | 'deb' | 'nsis' | 'msi'
  /** Why it cannot be built on this machine and what it needs; absent when it can. */
  readonly blocked?: string
}

/** Every target of the product, with what a machine of this platform and PATH lacks for it. */
export function listTargets(runtime: DistRuntime, machine: NodeJS.Platform): DistTarget[] {
  return [
    target('linux', 'dir', notOn('linux', machine, runtime)),
    target('linux', 'AppImage', notOn('linux', machine, runtime) ?? missing('mksquashfs', 'squashfs-tools')),
    target('linux', 'deb', notOn('linux', machine, runtime) ?? missing('dpkg-deb', 'dpkg')),
    target('win', 'nsis', notOn('win32', machine, runtime)),
    target('win', 'msi', notOn('win32', machine, runtime)),
  ]
}

function target(platform: DistTarget['platform'], name: DistTarget['name'], blocked: string | undefined): DistTarget {
  return { platform, name, ...(blocked !== undefined && { blocked }) }
}

function notOn(platform: 'linux' | 'win32', machine: NodeJS.Platform, runtime: DistRuntime): string | undefined {
  if (machine === platform) {
    return runtime.kind === 'electron' || platform === 'linux'
      ? undefined
      : `needs Electron's binary: npx install-electron`
  }
  return platform === 'win32'
    ? `needs Electron for Windows and electron-builder's Windows tools (NSIS, WiX): run "npm run dist" on Windows x64 after npx install-electron`
    : 'run "npm run dist" on Linux x64'
}

function missing(program: string, debianPackage: string): string | undefined {
  if (findProgram(program) !== undefined) return undefined
  return `needs ${program}: apt-get install ${debianPackage}`
}
