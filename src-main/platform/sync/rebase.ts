import { contextOf } from '../../../src-shared/kernel/context.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { type CommandRecord, type SentRecord, upcastRecord } from '../../../src-shared/sync/envelope.ts'
import { type RuleRun, runRule } from '../execute/run-rule.ts'
import { listKey, type OutboxEntry, rowOfKey } from '../outbox/entry.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { sealedIn } from '../outbox/seals.ts'
import { isSqliteError } from '../sqlite/database.ts'
import type { RowStore } from '../store/row-store.ts'

export interface RebaseParts {
  registry: Registry
  rows: RowStore
  outbox: Outbox
  /** Of the hospital's calendar, for records of a version that did not tell. */
  readonly utcOffsetMinutes: number
}

/** Puts local work anew on top of the server's rows, as far as the two meet (decision 0002). */
export class Rebase {
  readonly #parts: RebaseParts
  constructor(parts: RebaseParts) {
    this.#parts = parts
  }

  hasOverlays = (service: string): boolean => this.#parts.outbox.keys.has(service)

  /**
   * @param touched keys of rows and lists that the server has changed
   * @param leaving commands whose own effect ends: it has come back in rows, or was refused
   * @returns kinds of the rows that may look different now
   */
  run(touched: Iterable<string>, leaving: readonly number[]): Set<string> {
    const keys = [...touched]
    for (const seq of leaving) {
      keys.push(...this.#written(seq))
      this.#parts.outbox.endOverlay(seq)
    }
    const { affected, commands } = this.#closure(keys)
    const kinds = this.#restore(affected)
    for (const seq of [...commands].sort((a, b) => a - b)) {
      for (const kind of this.replay(seq)) kinds.add(kind)
    }
    return kinds
  }

  /** Everything that hangs on the keys: who read or wrote them, what these wrote, who read that, and so on. */
  #closure(keys: string[]) {
    const affected = new Set<string>()
    const commands = new Set<number>()
    for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
      if (affected.has(key)) continue
      affected.add(key)
      for (const seq of this.#parts.outbox.keys.touching(key)) {
        if (commands.has(seq)) continue
        commands.add(seq)
        keys.push(...this.#written(seq))
      }
    }
    return { affected, commands }
  }

  #written(seq: number): string[] {
    const keys = this.#parts.outbox.keys.of(seq)?.writes ?? []
    return keys.flatMap((key) => [key, ...this.#listsOf(key)])
  }

  /** A written row also changes the lists that it is in, before and after. */
  #listsOf(key: string): string[] {
    const at = rowOfKey(key)
    const kind = at && this.#parts.registry.kind(at.kind)
    const found = kind && this.#parts.rows.get(kind, at.id)
    return found ? listKeysOf(this.#parts.registry, kind.name, found.row) : []
  }

  #restore(affected: Set<string>): Set<string> {
    const kinds = new Set<string>()
    for (const key of affected) {
      const at = rowOfKey(key)
      if (!at || !this.#parts.rows.knows(at.kind)) continue
      this.#parts.rows.restore(at.kind, at.id)
      kinds.add(at.kind)
    }
    return kinds
  }

  /** Runs a kept command again, with the ids and numbers that it was given. Refused now: no overlay, and it stays queued. */
  replay(seq: number): string[] {
    const entry = this.#parts.outbox.entry(seq)
    if (!entry || sealedIn(entry.record) !== null) return []
    const run = this.#run(upcastRecord(JSON.parse(entry.record) as SentRecord, this.#parts))
    if (!run) return []
    if (run.decision.type === 'reject') {
      this.#keepKeys(entry, run)
      return []
    }
    for (const put of run.decision.puts) this.#parts.rows.put(put.kind, put.row)
    this.#parts.outbox.setKeys(seq, entry.service, run.touched)
    return run.decision.puts.map((put) => put.kind.name)
  }

  #run(record: CommandRecord): RuleRun | null {
    const command = this.#parts.registry.command(record.name, record.version)
    const input = command?.input.safeParse(record.input)
    if (!command || !input?.success) return null
    const nothingNew = () => {
      throw new ProblemError('NUMBERS_EXHAUSTED', { sequence: record.name })
    }
    try {
      return runRule(
        this.#parts.rows,
        command,
        input.data,
        contextOf({ ...record, attended: false, newId: nothingNew, nextNumber: nothingNew }),
      )
    } catch (error) {
      // a rule that fails on unexpected rows must not stop the feed; its command goes to the server as it is
      if (isSqliteError(error)) throw error
      return null
    }
  }

  /** What it read this time decides when it is tried again; what it wrote before is still its own. */
  #keepKeys({ seq, service }: OutboxEntry, run: RuleRun): void {
    const before = this.#parts.outbox.keys.of(seq)
    const reads = new Set([...run.touched.reads, ...(before?.reads ?? [])])
    this.#parts.outbox.setKeys(seq, service, { reads: [...reads], writes: before?.writes ?? [] })
  }
}

/** Keys of the lists that a row belongs to, one for each declared index. */
export function listKeysOf(registry: Registry, kindName: string, row: Record<string, unknown>): string[] {
  const indexes = Object.entries(registry.kind(kindName)?.indexes ?? {})
  return indexes.map(([index, fields]) =>
    listKey(
      kindName,
      index,
      fields.map((field) => row[field] ?? null),
    ),
  )
}
