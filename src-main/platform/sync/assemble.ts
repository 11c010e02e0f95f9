import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { StationAsk } from '../../../src-shared/sync/station-report.ts'
import type { Network } from '../device/network.ts'
import type { NumberLeases } from '../execute/number-leases.ts'
import { noticeOf } from '../host/told-once.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Signatures } from '../outbox/signatures.ts'
import type { Ports } from '../ports.ts'
import type { Rebuild } from '../recovery/rebuild.ts'
import { type Database, immediate } from '../sqlite/database.ts'
import type { Deferred } from '../store/deferred.ts'
import type { RowStore } from '../store/row-store.ts'
import type { ClockOffset } from './clock-offset.ts'
import { DigestCheck } from './digest-check.ts'
import { ForeignRows } from './foreign-rows.ts'
import type { LongRebase } from './long-rebase.ts'
import { Outcomes } from './outcomes.ts'
import { PageWriter } from './page-writer.ts'
import type { Rebase } from './rebase.ts'
import { Scopes } from './scopes.ts'
import { ServerRows } from './server-rows.ts'
import { ServiceStates } from './service-state.ts'
import { SyncClient } from './sync-client.ts'

export interface AssembleParts {
  db: Database
  registry: Registry
  ports: Ports
  network: Network
  outbox: Outbox
  signatures: Signatures
  leases: NumberLeases
  rows: RowStore
  rebase: Rebase
  longRebase: LongRebase
  deferred: Deferred
  clock: ClockOffset
  refetch: readonly string[]
  rebuild: Rebuild
  onWiped(service: string, ids: ReadonlySet<string>): void
  onSealKey(publicKey: string): void
  onRevoked(): void
  deviceId(): string | null
  report(service: string): Record<string, string>
  onAsks(asks: readonly StationAsk[]): void
  onNotice(notice: Problem): void
  onChange(kinds: Iterable<string>): void
  onDrained(): void
}

/** Puts the sync client together. */
export function assembleSync(parts: AssembleParts): SyncClient {
  const { db, registry, ports, rows, rebase, outbox, onNotice } = parts
  const scopes = new Scopes(db)
  const states = new ServiceStates(db, ports)
  const outcomes = new Outcomes(db, outbox, rebase, states)
  const foreign = new ForeignRows(db)
  const serverRows = new ServerRows(rows, foreign, scopes)
  const now = ports.clock.now
  const pages = new PageWriter({
    db,
    registry,
    states,
    scopes,
    serverRows,
    outbox,
    leases: parts.leases,
    rebase,
    longRebase: parts.longRebase,
    outcomes,
    deferred: parts.deferred,
    now,
    onWiped: parts.onWiped,
  })
  const digests = new DigestCheck({ registry, ports, rows, foreign, scopes })
  immediate(db, () => {
    for (const service of registry.services()) states.get(service)
    for (const service of parts.refetch) reloadAll(scopes, service)
  })
  return new SyncClient({
    ...{ db, registry, ports, network: parts.network, outbox, signatures: parts.signatures, leases: parts.leases },
    ...{ states, scopes, outcomes, rebase, longRebase: parts.longRebase, pages, digests, deferred: parts.deferred },
    clockOffset: parts.clock.get,
    setClockOffset: parts.clock.set,
    beforeTurn: (service) => parts.rebuild.beforeTurn(service, () => reloadAll(scopes, service)),
    deviceId: parts.deviceId,
    report: parts.report,
    onAsks: parts.onAsks,
    onSealKey: parts.onSealKey,
    onRevoked: parts.onRevoked,
    onChange: parts.onChange,
    onDrained: parts.onDrained,
    onError: (error) => onNotice(noticeOf(error)),
    onMismatch: (service, names) => onNotice({ code: 'SCOPE_REFETCHED', params: { service, scope: names.join(', ') } }),
  })
}

function reloadAll(scopes: Scopes, service: string): void {
  for (const scope of scopes.all(service)) if (scope.state !== 'revoked') scopes.reload(service, scope.scope, null)
}
