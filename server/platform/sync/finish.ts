import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { nextLinks } from '../audit/chain.ts'
import type { Changes } from '../store/changes.ts'
import type { AuditHead, KeptCommand, RecordedOutcome, ServiceTx } from '../store/port.ts'
import type { Runtime } from './options.ts'
import type { Verdict } from './verdict.ts'

/** A command with its end, to be recorded. */
export interface Finished {
  commandId: string
  name: string
  hash: string
  /** 0 for a command made at the server. */
  number: number
  actorId: string
  verdict: Verdict
  /** Null: its id cannot be trusted, so it has no outcome under it and is only kept under its number. */
  outcome: 'own' | null
  /** Word for word, read only where it is kept. */
  kept: { body: string; bodyHash: string }
}
export interface Finish {
  deviceId: string
  client: { clientId: string; lastNumber: number } | null
  finished: readonly Finished[]
  changes: Changes
  /** Where the device's audit goes on, if that is held already. */
  audit?: AuditHead
  /** Rows that no command wrote: another service's feed did, up to this version. */
  projected?: { consumer: string; ver: number }
}

/** Records how the transaction's commands ended, with the audit's links and the feed. @returns the version */
export async function finish(runtime: Runtime, tx: ServiceTx, what: Finish): Promise<number> {
  const { deviceId, client, finished, changes } = what
  const at = runtime.clock.now()
  const entries = [...finished.map((each) => auditEntry(each, at)), ...projectionEntries(what, at)]
  const links =
    entries.length > 0 ? nextLinks(what.audit ?? (await tx.holdAudit(deviceId)), entries, runtime.sha256Hex) : []
  const outcomes = finished.filter(({ outcome }) => outcome !== null).map(outcomeOf)
  const kept = finished
    .filter(({ verdict }) => verdict.status !== 'applied')
    .map((each) => keptOf(each, uuidV7(at, runtime.random.bytes(10))))
  return tx.record({ deviceId, client, outcomes, kept, links, changes, at })
}

/** In the order in which it is hashed. */
const auditEntry = ({ commandId, name, hash, number, actorId, verdict }: Finished, at: number) => ({
  ...{ actorId, at, code: verdict.problem?.code ?? null, commandId },
  ...{ flags: verdict.flags.map(({ code }) => code), hash, name, number, rows: verdict.rows, status: verdict.status },
})

function projectionEntries({ projected, changes }: Finish, at: number) {
  const rows = [...new Set(changes.entries.map(({ kind, id }) => `${kind}/${id}`))]
  return projected && rows.length > 0 ? [{ at, projected: projected.consumer, ver: projected.ver, rows }] : []
}

const endOf = ({ number, verdict: { status, problem, flags } }: Finished) => ({ number, status, problem, flags })

const outcomeOf = (finished: Finished): RecordedOutcome => ({
  ...endOf(finished),
  commandId: finished.commandId,
  hash: finished.hash,
  result: finished.verdict.result,
})

const keptOf = (finished: Finished, id: string): KeptCommand => ({
  ...endOf(finished),
  id,
  commandId: finished.outcome === null ? null : finished.commandId,
  body: finished.kept.body,
  bodyHash: finished.kept.bodyHash,
})
