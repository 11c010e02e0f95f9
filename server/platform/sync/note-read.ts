import { nextLinks } from '../audit/chain.ts'
import { Changes } from '../store/changes.ts'
import { type Runtime, SERVER_DEVICE } from './options.ts'
import { withRetries } from './with-retries.ts'

export interface Read {
  actorId: string
  /** Of which resource: `patients`. */
  what: string
  patients: readonly string[]
}

/** A link of the server's own chain; ids only. What is read at a workstation has its line there. */
export async function noteRead(runtime: Runtime, { actorId, what, patients }: Read): Promise<void> {
  const at = runtime.clock.now()
  await withRetries(() =>
    runtime.store.transaction(async (tx) => {
      const head = await tx.holdAudit(SERVER_DEVICE)
      const links = nextLinks(head, [{ actorId, at, patients, read: what }], runtime.sha256Hex)
      const nothing = { outcomes: [], kept: [], changes: new Changes() }
      await tx.record({ deviceId: SERVER_DEVICE, client: null, ...nothing, links, at })
    }),
  )
  runtime.onRecorded?.(1)
}
