import { contextOf } from '../../../src-shared/kernel/context.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { type CommandRecord, type SentRecord, upcastRecord } from '../../../src-shared/sync/envelope.ts'
import { type RuleRun, runRule } from '../execute/run-rule.ts'
import { listKey, type OutboxEntry, rowOfKey, type Touched } from '../outbox/entry.ts'
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
    const { affected, commands } = this.closure(this.letGo(touched, leaving))
    return this.replayAll(affected, commands)
  }

  /** Ends the overlays of those that leave. @returns all keys that are different now */
  letGo(touched: Iterable<string>, leaving: readonly number[]): string[] {
    const keys = [...touched]
    for (const seq of leaving) {
      keys.push(...this.#written(seq))
      this.#parts.outbox.endOverlay(seq)
    }
    return keys
  }

  replayAll(affected: ReadonlySet<string>, commands: ReadonlySet<number>): Set<string> {
    const kinds = this.#restore(affected)
    for (const seq of [...commands].sort((a, b) => a - b)) {
      for (const kind of this.replay(seq)) kinds.add(kind)
    }
    return kinds
  }

  /** Rises when anything but a new command changes what lies over the rows. */
  get generation(): number {
    return this.#parts.outbox.keys.generation
  }

  /** Everything that hangs on the keys: who read or wrote them, what these wrote, who read that, and so on. */
  closure(touched: readonly string[]) {
    const keys = [...touched]
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

  #restore(affected: ReadonlySet<string>): Set<string> {
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
    const replay = this.decide(seq, this.#parts.rows)
    this.keepTouched(replay)
    return replay.kinds
  }

  /** The same on rows that need not be the store's; what it touched is left to be kept. */
  decide(seq: number, rows: ReplayRows): Replay {
    const entry = this.#parts.outbox.entry(seq)
    const nothing = { entry: null, touched: null, kinds: [] }
    if (!entry || sealedIn(entry.record) !== null) return nothing
    const run = this.#run(rows, upcastRecord(JSON.parse(entry.record) as SentRecord, this.#parts))
    if (!run) return nothing
    if (run.decision.type === 'reject') return { entry, touched: this.#touchedOf(entry, run), kinds: [] }
    for (const put of run.decision.puts) rows.put(put.kind, put.row)
    return { entry, touched: run.touched, kinds: run.decision.puts.map((put) => put.kind.name) }
  }

  keepTouched({ entry, touched }: Replay): void {
    if (entry && touched) this.#parts.outbox.setKeys(entry.seq, entry.service, touched)
  }

  #run(rows: ReplayRows, record: CommandRecord): RuleRun | null {
    const command = this.#parts.registry.command(record.name, record.version)
    const input = command?.input.safeParse(record.input)
    if (!command || !input?.success) return null
    const nothingNew = () => {
      throw new ProblemError('NUMBERS_EXHAUSTED', { sequence: record.name })
    }
    try {
      return runRule(
        rows,
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
  #touchedOf({ seq }: OutboxEntry, run: RuleRun): Touched {
    const before = this.#parts.outbox.keys.of(seq)
    const reads = new Set([...run.touched.reads, ...(before?.reads ?? [])])
    return { reads: [...reads], writes: before?.writes ?? [] }
  }
}

/** What a command comes to on rows as they are or would be. */
export interface Replay {
  entry: Pick<OutboxEntry, 'seq' | 'service'> | null
  touched: Touched | null
  kinds: string[]
}
type ReplayRows = Pick<RowStore, 'get' | 'list' | 'put'>

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
