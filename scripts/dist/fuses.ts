import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import type { Configuration } from 'electron-builder'

type Fuses = NonNullable<Configuration['electronFuses']>

/** One fuse of the configuration and its place in the binary's fuse wire. */
const wirePlaces = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
} as const satisfies { [fuse in keyof Fuses]?: FuseV1Options }

type FuseName = keyof typeof wirePlaces
const fuseNames = Object.keys(wirePlaces) as FuseName[]

export interface FuseReading {
  readonly fuse: FuseName
  readonly state: 'on' | 'off' | 'absent'
}

/** The fuses of a binary as they are set in it; `absent` where its Electron is older than the fuse. */
export async function readFuses(executable: string): Promise<FuseReading[]> {
  const wire = await getCurrentFuseWire(executable)
  return fuseNames.map((fuse) => ({ fuse, state: stateOf(wire[wirePlaces[fuse]]) }))
}

/** Takes the fuses which this binary does not have out of the configuration: setting one of them fails the build. */
export async function leaveOutAbsentFuses(fuses: Fuses, executable: string): Promise<void> {
  for (const { fuse, state } of await readFuses(executable)) {
    if (state === 'absent') delete fuses[fuse]
  }
}

function stateOf(state: FuseState | undefined): FuseReading['state'] {
  if (state === FuseState.ENABLE) return 'on'
  return state === FuseState.DISABLE ? 'off' : 'absent'
}
