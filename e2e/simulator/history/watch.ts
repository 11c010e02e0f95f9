import { statement } from '../../../src-main/platform/sqlite/database.ts'
import type { Station } from '../../../src-main/platform/station.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { PullResponse, PushResponse } from '../../../src-shared/sync/protocol.ts'
import type { Witness } from '../hospital/gateway.ts'
import type { StationNode } from '../station/node.ts'
import type { Ledger } from './ledger.ts'

/** Facts whose row must be on the screen from the moment of saving until the server has answered. */
const FACTS = `SELECT o.command_id AS commandId, s.epoch, CASE WHEN record LIKE '{%' THEN
  coalesce(json_extract(record, '$.allotted.ids.vitals'), json_extract(record, '$.allotted.ids.allergy')) END AS made
  FROM outbox o JOIN sync_service s ON s.service = o.service WHERE o.class = 'fact' AND (o.status IN ('waiting', 'sent')
  OR (o.status IN ('accepted', 'flagged') AND (s.cursor IS NULL OR o.ver > s.cursor)
  AND EXISTS (SELECT 1 FROM sync_scope c WHERE c.service = o.service)))`
const FACTS_WITHOUT_ROW = `SELECT commandId, epoch FROM (${FACTS}) WHERE made IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM ward_vitals v WHERE v.id = made)
  AND NOT EXISTS (SELECT 1 FROM patients_allergy a WHERE a.id = made)`
/** Kinds whose rows are changed again and again. */
const CHANGING = [
  ...['ward_bed', 'ward_admission', 'ward_patient', 'patients_patient', 'depot_stock', 'depot_stock_escrow'],
  ...['pharmacy_holding', 'pharmacy_holding_escrow', 'pharmacy_batch'],
]
const revisionsOf = (services: readonly string[]) =>
  CHANGING.filter((table) => services.includes(serviceOf(table)))
    .map((table) => `SELECT '${table}' AS kind, id, rev FROM ${table} WHERE pending = 0 AND rev > 0`)
    .join(' UNION ALL ')
const serviceOf = (table: string) => table.slice(0, table.indexOf('_'))
const SWEEPING = 'SELECT DISTINCT service FROM sync_scope WHERE sweep = 1'

interface Cursor {
  service: string
  epoch: string | null
  cursor: number | null
}

/** Looks on while a history runs: what must hold at every moment, not only at its end. */
export class Watch {
  readonly #breach: (what: string) => void
  readonly #registry: Registry
  readonly #cursors = new Map<string, Cursor>()
  readonly #answers = new Map<string, string>()
  /** Epochs in which a command was answered. */
  readonly #answered = new Map<string, Set<string>>()
  readonly #revs = new Map<string, number>()

  constructor(registry: Registry, breach: (what: string) => void) {
    this.#registry = registry
    this.#breach = breach
  }

  /** Saved before the death, present after it. */
  opened(node: StationNode, station: Station, ledger: Ledger): void {
    if (node.erased) return
    const has = statement(station.db, 'SELECT 1 FROM outbox WHERE command_id = ?')
    for (const { commandId, name } of ledger.of(node.name)) {
      if (!has.get(commandId)) this.#breach(`lost at restart: ${name} of ${node.name} was saved and is gone`)
    }
    this.changed(node, station)
  }

  /** After each local commit and each page. */
  changed(node: StationNode, station: Station): void {
    const without = statement(station.db, FACTS_WITHOUT_ROW).all() as { commandId: string; epoch: string }[]
    // what an earlier epoch accepted may have left the granted scopes; it is sent again, and shown nowhere
    const hidden = without.find(({ commandId, epoch }) => !this.#answeredBefore(commandId, epoch))
    if (hidden) this.#breach(`read your writes: a fact saved at ${node.name} does not show there (${hidden.commandId})`)
    const sql = 'SELECT service, epoch, cursor FROM sync_service'
    for (const now of statement(station.db, sql).all() as Cursor[]) this.#monotonic(node, now)
    this.#revisions(node, station)
  }

  #answeredBefore(commandId: string, now: string): boolean {
    return [...(this.#answered.get(commandId) ?? [])].some((epoch) => epoch !== now)
  }

  /** A row of the server never goes back to an earlier revision. */
  #revisions(node: StationNode, station: Station): void {
    // while a scope is fetched anew, rows of an earlier epoch are still there
    const sweeping = new Set((statement(station.db, SWEEPING).all() as Cursor[]).map(({ service }) => service))
    for (const { kind, id, rev } of statement(station.db, revisionsOf(node.software.registry.services())).all() as {
      kind: string
      id: string
      rev: number
    }[]) {
      const service = serviceOf(kind)
      if (sweeping.has(service)) continue
      const key = `${node.name} ${this.#cursors.get(`${node.name} ${service}`)?.epoch} ${id} ${kind}`
      const before = this.#revs.get(key) ?? 0
      if (rev < before)
        this.#breach(`monotonic reads: ${kind} ${id} at ${node.name} went from ${before} back to ${rev}`)
      this.#revs.set(key, Math.max(rev, before))
    }
  }

  #monotonic(node: StationNode, now: Cursor): void {
    const key = `${node.name} ${now.service}`
    const before = this.#cursors.get(key)
    this.#cursors.set(key, now)
    if (before?.cursor == null || now.cursor === null || before.epoch !== now.epoch) return
    if (now.cursor < before.cursor)
      this.#breach(`monotonic reads: ${key} went from version ${before.cursor} back to ${now.cursor}`)
  }

  /** What leaves the server. */
  answer: Witness = ({ service, verb, device }, answer) => {
    if (verb === 'push') this.#onePerCommand(service, answer as PushResponse)
    if (verb === 'pull') this.#onlyGranted(service, device.deviceId, answer as PullResponse)
  }

  /** A command has one outcome within an epoch, however often it is sent. */
  #onePerCommand(service: string, { epoch, outcomes }: PushResponse): void {
    for (const { commandId, status, ver } of outcomes) {
      this.#answered.set(commandId, (this.#answered.get(commandId) ?? new Set()).add(epoch))
      const key = `${service} ${epoch} ${commandId}`
      const said = `${status} at ${ver}`
      const before = this.#answers.get(key)
      this.#answers.set(key, said)
      if (before !== undefined && before !== said)
        this.#breach(`one outcome per command: ${commandId} was ${before} and later ${said}`)
    }
  }

  #onlyGranted(service: string, deviceId: string, { entries, granted, ver }: PullResponse): void {
    const stranger = entries.find(({ scope }) => !granted.includes(scope))
    if (stranger) this.#breach(`no row outside the grant: ${deviceId} was sent ${stranger.kind} of ${stranger.scope}`)
    const beyond = entries.find((entry) => entry.ver > ver)
    if (beyond) this.#breach(`no version half-visible: ${service} sent version ${beyond.ver} in a page up to ${ver}`)
    const foreign = entries.find(({ kind }) => !this.#registry.kind(kind))
    if (foreign) this.#breach(`${service} sent a kind that nobody declares: ${foreign.kind}`)
  }
}
