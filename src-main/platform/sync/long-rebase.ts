import { rowOfKey } from '../outbox/entry.ts'
import type { Ports } from '../ports.ts'
import { type Database, immediate } from '../sqlite/database.ts'
import type { Meta } from '../sqlite/meta.ts'
import { PlannedRows } from '../store/planned-rows.ts'
import type { RowStore } from '../store/row-store.ts'
import type { Rebase, Replay } from './rebase.ts'

interface Parts {
  db: Database
  meta: Meta
  rows: RowStore
  rebase: Rebase
  ports: Pick<Ports, 'clock' | 'scheduler'>
  onChange(kinds: Iterable<string>): void
}

/** So many replays are not felt. */
const AT_ONCE = 200
const SLICE_MS = 15
/** So often the rows may move under a plan before it is done in one go. */
const TRIES = 3
const DUE = 'rebase.due'

/**
 * A page that meets thousands of unsent commands is brought in at once, and these are decided anew in slices, in memory:
 * the nurse goes on working, and sees her entries as she left them until all are done, in one transaction. That some are
 * due stands in the cache: after a kill they are done at the start.
 */
export class LongRebase {
  readonly #parts: Parts
  #keys = new Set<string>()
  #working: Promise<void> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** In the transaction of the page. @returns kinds of the rows that may look different now */
  run(touched: Iterable<string>, leaving: readonly number[]): Set<string> {
    const { rebase, meta } = this.#parts
    const keys = rebase.letGo(touched, leaving)
    const { affected, commands } = rebase.closure(keys)
    if (commands.size <= AT_ONCE) return rebase.replayAll(affected, commands)
    for (const key of keys) this.#keys.add(key)
    meta.set(DUE, '1')
    return new Set()
  }

  /** What an earlier process left. */
  get due(): boolean {
    return this.#parts.meta.get(DUE) === '1'
  }

  settle(): void {
    this.#keys = new Set()
    this.#parts.meta.set(DUE, '0')
  }

  /** Resolves when nothing is due. */
  async catchUp(): Promise<void> {
    if (this.#keys.size === 0) return
    this.#working ??= this.#work().finally(() => {
      this.#working = null
    })
    await this.#working
  }

  async #work(): Promise<void> {
    const { db, rebase, onChange } = this.#parts
    for (let tries = 0; tries < TRIES; tries++) {
      const kinds = await this.#plan()
      if (kinds) return onChange(kinds)
    }
    const kinds = immediate(db, () => {
      const { affected, commands } = rebase.closure([...this.#keys])
      const changed = rebase.replayAll(affected, commands)
      this.settle()
      return changed
    })
    onChange(kinds)
  }

  /** @returns null where the rows have moved meanwhile */
  async #plan(): Promise<Set<string> | null> {
    const { db, rebase, rows } = this.#parts
    const before = rebase.generation
    const planned = new PlannedRows(rows)
    const replays = new Map<number, Replay>()
    const next = () => {
      const { affected, commands } = rebase.closure([...this.#keys])
      for (const key of affected) {
        const at = rowOfKey(key)
        if (at && rows.knows(at.kind)) planned.takeOff(rows.table(at.kind).kind, at.id)
      }
      return [...commands].filter((seq) => !replays.has(seq)).sort((a, b) => a - b)
    }
    for (let due = next(); due.length > 0; due = next()) {
      // what was saved meanwhile comes last, as it should
      if (!(await this.#inSlices(due, (seq) => replays.set(seq, rebase.decide(seq, planned)), before))) return null
    }
    return immediate(db, () => {
      if (rebase.generation !== before) return null
      for (const replay of replays.values()) rebase.keepTouched(replay)
      this.settle()
      return apply(rows, planned)
    })
  }

  async #inSlices(seqs: readonly number[], work: (seq: number) => void, generation: number): Promise<boolean> {
    const { clock, scheduler } = this.#parts.ports
    let began = clock.monotonic()
    for (const seq of seqs) {
      work(seq)
      if (clock.monotonic() - began < SLICE_MS) continue
      await new Promise<void>((resolve) => scheduler.after(0, resolve))
      if (this.#parts.rebase.generation !== generation) return false
      began = clock.monotonic()
    }
    return true
  }
}

/** Writes only what is different: most entries stand as they stood. */
function apply(rows: RowStore, planned: PlannedRows): Set<string> {
  const kinds = new Set<string>()
  for (const { kind, id, planned: row } of planned.all()) {
    const changed = row?.pending ? rows.putPlanned(kind, row) : rows.restore(kind.name, id)
    if (changed) kinds.add(kind.name)
  }
  return kinds
}
