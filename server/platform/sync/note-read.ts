import { nextLinks } from '../audit/chain.ts'
import { Changes } from '../store/changes.ts'
import { type Runtime, SERVER_DEVICE } from './options.ts'
import { turns } from './turns.ts'
import { withRetries } from './with-retries.ts'

export interface Read {
  actorId: string
  /** Of which resource: `patients`. */
  what: string
  patients: readonly string[]
}

/** Readings that wait together are written together, up to so many. */
const GROUP = 500

/** A link of the server's own chain for each; ids only. What is read at a workstation has its line there. */
export function readNotes(runtime: Runtime): (read: Read) => Promise<void> {
  return turns<Read, void>({ most: GROUP }, async (reads) => {
    const at = runtime.clock.now()
    const entries = reads.map(({ actorId, what, patients }) => ({ actorId, at, patients, read: what }))
    await withRetries(() =>
      runtime.store.transaction(async (tx) => {
        const links = nextLinks(await tx.holdAudit(SERVER_DEVICE), entries, runtime.sha256Hex)
        const nothing = { outcomes: [], kept: [], changes: new Changes() }
        await tx.record({ deviceId: SERVER_DEVICE, client: null, ...nothing, links, at })
      }),
    )
    runtime.onRecorded?.(reads.length)
    return reads.map(() => ({ value: undefined }))
  })
}
