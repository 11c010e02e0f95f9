import type { Actor } from '../../src-shared/kernel/actor.ts'
import type { Rights } from '../../src-shared/kernel/authorise.ts'
import type { Registry } from '../../src-shared/kernel/domain.ts'
import type { Problem } from '../../src-shared/kernel/errors.ts'
import type { Gather, StoreRequest } from '../../src-shared/kernel/gather.ts'
import { runGather } from '../../src-shared/sync/run-gather.ts'
import { Audit, type AuditEntry, type AuditVerdict } from './audit/audit.ts'
import { type Read, ReadTrail } from './audit/reads.ts'
import { AuditUpload } from './audit/upload.ts'
import { DeviceState, type DeviceVault, type Enrolment } from './device/device.ts'
import { enrol } from './device/enrol.ts'
import { fileVault } from './device/file-vault.ts'
import { DeviceNetwork, type Network } from './device/network.ts'
import { Drafts } from './drafts/drafts.ts'
import { type Doer, type ExecuteParts, execute } from './execute/execute.ts'
import { NumberLeases } from './execute/number-leases.ts'
import { noticeOf, toldOnce } from './host/told-once.ts'
import type { OutboxCounts, OutboxItem } from './outbox/entry.ts'
import { entriesOf, OutboxJournal } from './outbox/journal.ts'
import { Outbox } from './outbox/outbox.ts'
import { type Resolution, resolveEntry } from './outbox/resolve.ts'
import { Seals } from './outbox/seals.ts'
import { Signatures } from './outbox/signatures.ts'
import type { Ports } from './ports.ts'
import { answerAsks } from './recovery/asks.ts'
import { CACHE, openCache } from './recovery/open-cache.ts'
import { ofJournal, readmit } from './recovery/readmit.ts'
import { Rebuild, type RebuildView } from './recovery/rebuild.ts'
import { rederive } from './recovery/rederive.ts'
import { isErased, Revocation } from './recovery/revocation.ts'
import { Traces } from './recovery/traces.ts'
import { PersonTokens } from './session/person-tokens.ts'
import { type Database, immediate } from './sqlite/database.ts'
import type { Profile } from './sqlite/disk.ts'
import { type Meta, metaOf } from './sqlite/meta.ts'
import type { Migration } from './sqlite/migration.ts'
import { platformMigrations } from './sqlite/platform-migrations.ts'
import { Deferred } from './store/deferred.ts'
import { type Emitter, emitter } from './store/emitter.ts'
import { RowStore } from './store/row-store.ts'
import { assembleSync } from './sync/assemble.ts'
import { clockOffsetOf } from './sync/clock-offset.ts'
import { ForeignRows } from './sync/foreign-rows.ts'
import { LongRebase } from './sync/long-rebase.ts'
import { Rebase } from './sync/rebase.ts'
import { stationReport } from './sync/station-report.ts'
import type { SyncClient } from './sync/sync-client.ts'

export interface StationOptions {
  /** Profile directory; made where it is absent. */
  dir: string
  registry: Registry
  /** Of all domains, in the order of their services. */
  migrations: readonly Migration[]
  ports: Ports
  /** Of this workstation's software. */
  version: string
  /** Something a person should read: a damaged cache was replaced, a scope was fetched anew. */
  onNotice(notice: Problem): void
  /** What a person may do at a moment, as was last received; left out: whatever the roles allow, everywhere. */
  rightsOf?(db: Database, userId: string, at: number): Rights | undefined
  /** Where the device key is kept; by default two files in the profile. */
  vault?: DeviceVault
}

export interface SaveResult {
  commandId: string
  result: Record<string, string>
  flags: Problem[]
}

export interface Station {
  /** For reading by the domains' queries. */
  db: Database
  /** Runs a gather step on the rows as they stand here: for what a screen asks of a rule before anything is saved. */
  look<State>(gather: Gather<State>): State
  /** Durable when it returns. @throws ProblemError; nothing was saved then */
  execute(name: string, version: number, input: unknown, who: Doer): SaveResult
  /** After every local commit and every page of the server: kinds (`ward.vitals`) that may look different. */
  changes: Emitter<{ kinds: string[] }>
  sync: SyncClient
  outbox: {
    list(limit: number): OutboxItem[]
    counts(): OutboxCounts
    /** @throws ProblemError ENTRY_NOT_OPEN, INPUT_INVALID */
    resolve(commandId: string, what: Resolution, who: { actor: Actor }): void
  }
  drafts: Drafts
  audit: {
    append(entry: AuditEntry): void
    /** Before what is read leaves the main process. Resolves when the entry is durable, or held because it cannot be. */
    read(read: Read): Promise<void>
    verify(): AuditVerdict
    /** Begins to send the audit to the server, and goes on until the station is closed. */
    startSending(): void
    /** Sends now what there is; rejects where the server does not take it. */
    send(): Promise<void>
  }
  meta: Meta
  device: {
    readonly state: 'notEnrolled' | 'enrolled'
    readonly enrolment: Enrolment | null
    enrol(serverUrl: string, code: string, name: string): Promise<void>
    /** Scopes that the server granted, by service. */
    scopes(): ReturnType<SyncClient['scopes']>
  }
  /** Everything of the server fetched anew, everything unsent kept. @throws ProblemError CACHE_DAMAGED, DISK_FULL */
  rebuild: { begin(who: { actor: Actor }): void; view(): RebuildView }
  /** Bytes of the cache with its log, of the journal, and left on their disk. */
  space(): { cache: number; journal: number; free: number }
  /** How many numbers of a sequence may still be given while the server is away. */
  numbersLeft(sequence: string): number
  /** The server by paths, with this workstation's session: for what is only possible online. */
  network: Network
  /** The same in the name of a person who has given the password here. */
  people: PersonTokens
  close(): void
}

/** What a gather step is answered from the rows as they stand. */
const answer = (rows: RowStore, request: StoreRequest): unknown =>
  request.op === 'get'
    ? (rows.get(request.kind, request.id)?.row ?? null)
    : rows.list(request.kind, request.index, request.key).map(({ row }) => row)

/**
 * Opens this workstation's cache: locks the profile, recovers what a damaged file left, brings the schema to this version.
 * @throws ProblemError CACHE_LOCKED, CACHE_TOO_NEW, MIGRATION_FAILED, DISK_FULL
 */
export function openStation(options: StationOptions): Station {
  const files = options.ports.disk.openProfile(options.dir)
  try {
    return open(options, files)
  } catch (error) {
    files.release()
    throw error
  }
}

function open(options: StationOptions, files: Profile): Station {
  const { registry, ports, onNotice } = options
  const steps = [...platformMigrations, ...options.migrations]
  const cache = openCache(files, steps, options.version, ports.clock.now())
  const { db } = cache
  const rows = new RowStore(db, registry)
  const outbox = new Outbox(db)
  const rebase = new Rebase({
    ...{ registry, rows, outbox },
    get utcOffsetMinutes() {
      return device.enrolled?.utcOffsetMinutes ?? 0
    },
  })
  const deferred = new Deferred(
    db,
    files,
    CACHE,
    steps.flatMap((step) => step.derived ?? []),
  )
  const meta = metaOf(db)
  const leases = new NumberLeases(db)
  const device = new DeviceState(options.vault ?? fileVault(files))
  const audit = new Audit({ db, ports, deviceId: () => device.enrolled?.deviceId ?? null })
  const network = new DeviceNetwork(ports, device)
  const people = new PersonTokens(network, ports.clock.monotonic)
  const signatures = new Signatures(ports.crypto, ports.scheduler, () => device.require().privateKey)
  const changes = emitter<{ kinds: string[] }>((error) => onNotice(noticeOf(error)))
  const clock = clockOffsetOf(meta)
  const reads = new ReadTrail({
    ...{ db, audit, now: () => ports.clock.now() + (clock.get() ?? 0) },
    onFailure: (error) => onNotice(noticeOf(error)),
  })
  const upload = new AuditUpload({ audit, network, ports, identity: () => device.enrolled })

  immediate(db, () => new ForeignRows(db).adopt(registry, rows))
  const journal = openJournal(files, {
    db,
    registry,
    leases,
    outbox,
    rebase,
    ports,
    cache,
    onNotice,
    erased: isErased(meta),
  })
  const changed = (kinds: Iterable<string>) => {
    const list = [...kinds]
    if (list.length > 0) changes.emit({ kinds: list })
  }
  const now = ports.clock.now
  const longRebase = new LongRebase({ db, meta, rows, rebase, ports, onChange: changed })
  if (longRebase.due) {
    immediate(db, () => {
      rederive({ db, registry, rows, rebase })
      longRebase.settle()
    })
  }
  const drafts = new Drafts(db, ports.clock.now)
  const seals = new Seals({ db, meta, ports })
  const traces = new Traces({
    ...{ db, files, meta, rows, drafts, seals, monotonic: ports.clock.monotonic },
    isDraining: () => outbox.hasUnsent(null),
    rewriteJournal: () => journal.rewrite(outbox.unanswered()),
    onFailure: (error) => onNotice(noticeOf(error)),
  })
  const revocation = new Revocation({
    ...{ db, meta, audit, outbox, leases, onNotice, now: ports.clock.now, services: registry.services() },
    withPools: registry.services().filter((service) => registry.poolsOf(service).length > 0),
    onEmptied() {
      for (const service of registry.services()) traces.mark(service, new Set())
    },
    sealAll: () => seals.sealAll(),
    isClean() {
      traces.clear()
      if (!traces.pending) files.renewKey?.(db)
      return !traces.pending
    },
    onEnded() {
      if (!device.enrolled) device.forget()
      network.reset()
      people.clear()
      sync.forget()
    },
    onRetired() {
      device.retire()
      sync.forget()
      changed([...registry.domains.flatMap((domain) => domain.kinds).map((kind) => kind.name), 'app.info'])
    },
  })
  // not within the turn that ended it: a loop that is about to rest would not hear
  const onEnd = () => void ports.scheduler.after(0, () => void sync.syncNow())
  const rebuild = new Rebuild({ db, registry, rows, rebase, meta, audit, now, onChange: changed, onEnd })
  const sync = assembleSync({
    rebuild,
    deviceId: () => device.enrolled?.deviceId ?? null,
    report: stationReport({
      ...{ outbox, rebuild, version: options.version, now },
      mismatchesOf: (service) => sync.mismatchesOf(service),
    }),
    onAsks: answerAsks(rebuild, registry.services(), onNotice),
    ...{
      db,
      registry,
      ports,
      network,
      outbox,
      deferred,
      longRebase,
      signatures,
      leases,
      rows,
      rebase,
      clock,
      onNotice,
      refetch: cache.refetch,
    },
    onChange: changed,
    onDrained: () => journal.allAnswered(() => outbox.unanswered()),
    onWiped: (service, ids) => traces.mark(service, ids),
    onSealKey: (publicKey) => seals.keepKey(publicKey),
    onRevoked() {
      // while the server still takes what this workstation has
      upload.loop.wake()
      revocation.told()
    },
  })
  const settleRebuild = () => {
    if (rebuild.running) rebuild.check(sync.scopes())
  }
  sync.statusChanges.on(toldOnce(settleRebuild, onNotice))
  const settleRevocation = toldOnce(() => revocation.check(), onNotice)
  const settle = () => {
    settleRevocation()
    traces.clear()
  }
  sync.statusChanges.on(settle)
  if (revocation.isRetired) device.retire()
  settle()
  const parts: ExecuteParts = {
    ...{ db, registry, rows, outbox, leases, audit, ports },
    identity: device.require,
    clockOffset: () => clock.get() ?? 0,
    rightsOf: (userId, at) => options.rightsOf?.(db, userId, at),
  }
  return {
    db,
    look: (gather) => runGather(gather, (request) => answer(rows, request)),
    execute(name, version, input, who) {
      revocation.refuseIfTold()
      const saved = execute(parts, name, version, input, who)
      journal.append(saved.journal)
      signatures.prepare(saved.journal.hash)
      changed(saved.kinds)
      sync.saved(saved.service)
      return { commandId: saved.commandId, result: saved.result, flags: saved.flags }
    },
    changes,
    sync,
    outbox: {
      list: (limit) => outbox.list(limit),
      counts: () => outbox.counts(),
      resolve(commandId, what, { actor }) {
        const resolved = resolveEntry({ db, outbox, rebase, audit, now }, commandId, what, actor)
        // should the cache be lost, its line must not bring it back
        if (what.action === 'discard') journal.rewrite(outbox.unanswered())
        changed(resolved.kinds)
        sync.saved(resolved.service)
      },
    },
    drafts,
    audit: {
      append: (entry) => immediate(db, () => audit.append(entry)),
      read: (read) => reads.record(read),
      verify: () => audit.verify(),
      startSending() {
        upload.loop.start()
      },
      async send() {
        while (await upload.step());
      },
    },
    meta,
    device: {
      get state() {
        return device.enrolled ? 'enrolled' : 'notEnrolled'
      },
      get enrolment() {
        return device.enrolled
      },
      async enrol(serverUrl, code, name) {
        await enrol(ports, device, serverUrl, code, name)
        if (revocation.isRetired) revocation.end()
        // a sync that was started before waits for nothing else; its failures show in its status
        void sync.syncNow()
      },
      scopes: () => sync.scopes(),
    },
    network,
    people,
    rebuild: {
      begin({ actor }) {
        rebuild.begin(registry.services(), actor.userId)
        void sync.syncNow()
      },
      view: () => rebuild.view(sync.scopes()),
    },
    space: () => ({ cache: files.size(CACHE), journal: files.size(JOURNAL), free: files.free() }),
    numbersLeft: (sequence) => leases.left(sequence),
    close() {
      upload.loop.stop()
      sync.stop()
      reads.flush()
      journal.close()
      db.close()
      files.release()
    },
  }
}

const JOURNAL = 'outbox.journal'

interface JournalParts {
  db: Database
  registry: Registry
  leases: NumberLeases
  outbox: Outbox
  rebase: Rebase
  ports: Ports
  cache: ReturnType<typeof openCache>
  erased: boolean
  onNotice(notice: Problem): void
}

/** Brings back what only a damaged file or the journal has, then starts the journal with what is still unanswered. */
function openJournal(files: Profile, parts: JournalParts) {
  const { cache, onNotice } = parts
  const { crypto } = parts.ports
  const kept = parts.erased ? [] : entriesOf(files.read(JOURNAL) ?? '', crypto)
  const rescued = readmit({ ...parts, crypto }, [...(cache.damaged?.commands ?? []), ...kept.map(ofJournal)])
  if (cache.damaged) onNotice({ code: 'CACHE_CORRUPT', params: { file: cache.damaged.file, rescued } })
  const journal = new OutboxJournal(files.log(JOURNAL), parts.ports, () => onNotice({ code: 'DISK_FULL', params: {} }))
  journal.rewrite(parts.outbox.unanswered())
  return journal
}
