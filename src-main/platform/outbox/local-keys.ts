import { type Database, onTransactionEnd, statement } from '../sqlite/database.ts'
import type { Touched } from './entry.ts'

/** What hangs on a command: keys that it read or wrote, and ids that it made. */
export interface Keys extends Touched {
  made: readonly string[]
}
interface Entry extends Keys {
  service: string
}

const INDEXED = `SELECT seq, service, keys, overlay, status IN ('accepted', 'flagged') AS good FROM outbox`
interface Cells {
  seq: number
  service: string
  keys: string
  overlay: number
  /** 1: the server has accepted it. */
  good: number
}

/**
 * Which commands touch a row: an index in memory of what stands in each outbox row, over commands whose effect lies
 * over the rows, and over the ids that refused ones made. As tables it was half of the pages that a save wrote.
 */
export class LocalKeys {
  readonly #db: Database
  #entries: Map<number, Entry> | null = null
  #byKey = new Map<string, Set<number>>()
  #makers = new Map<string, number>()
  /** Changed in the transaction at hand: read again if it is rolled back. */
  readonly #changed = new Set<number>()
  #reloaded = false
  #generation = 0

  constructor(db: Database) {
    this.#db = db
    onTransactionEnd(db, (committed) => this.#ended(committed))
  }

  /** The text for the outbox row, indexed at once. */
  add(seq: number, service: string, keys: Keys): void {
    if (this.#loaded().has(seq)) this.#generation += 1
    this.#changed.add(seq)
    this.#index(seq, { service, ...keys })
  }

  of(seq: number): Keys | null {
    return this.#loaded().get(seq) ?? null
  }

  /** Commands that read or wrote a row or list. */
  touching(key: string): Iterable<number> {
    this.#loaded()
    return this.#byKey.get(key) ?? []
  }

  /** The command that made a row, unless it was accepted. */
  makerOf(id: string): number | undefined {
    this.#loaded()
    return this.#makers.get(id)
  }

  /** Rises when anything but a new command comes or goes. */
  get generation(): number {
    return this.#generation
  }

  /** Whether any command lies over any row. */
  get any(): boolean {
    return this.#loaded().size > 0
  }

  has(service: string): boolean {
    for (const entry of this.#loaded().values()) if (entry.service === service) return true
    return false
  }

  /** Its effect lies over the rows no more. `good`: accepted; of a refused one, whoever refers to what it made still finds it. */
  drop(seq: number, good: boolean): void {
    const made = this.#loaded().get(seq)?.made ?? []
    this.#generation += 1
    this.#changed.add(seq)
    this.#unindex(seq)
    if (good) this.#forgetMaker(seq, made)
  }

  #forgetMaker(seq: number, made: readonly string[]): void {
    for (const id of made) if (this.#makers.get(id) === seq) this.#makers.delete(id)
  }

  /** After statements that change many commands at once. */
  reload(): void {
    this.#entries = null
    this.#reloaded = true
    this.#generation += 1
  }

  #ended(committed: boolean): void {
    if (!committed && this.#reloaded) this.#entries = null
    this.#reloaded = false
    if (!committed && this.#entries) for (const seq of this.#changed) this.#readAgain(seq)
    this.#changed.clear()
  }

  #readAgain(seq: number): void {
    this.#unindex(seq)
    const cells = statement(this.#db, `${INDEXED} WHERE seq = ?`).get(seq) as Cells | undefined
    if (cells) this.#take(cells)
  }

  #loaded(): Map<number, Entry> {
    if (this.#entries) return this.#entries
    this.#entries = new Map()
    this.#byKey = new Map()
    this.#makers = new Map()
    const all = `${INDEXED} WHERE overlay = 1 OR status NOT IN ('accepted', 'flagged') ORDER BY seq`
    for (const cells of statement(this.#db, all).all() as Cells[]) this.#take(cells)
    return this.#entries
  }

  #take({ seq, service, keys, overlay, good }: Cells): void {
    const entry = { service, ...keysOf(keys) }
    if (overlay === 1) this.#index(seq, entry)
    else if (good === 0) for (const id of entry.made) this.#makers.set(id, seq)
  }

  #index(seq: number, entry: Entry): void {
    this.#unindex(seq)
    this.#entries?.set(seq, entry)
    for (const key of entry.reads) this.#put(key, seq)
    for (const key of entry.writes) this.#put(key, seq)
    for (const id of entry.made) this.#makers.set(id, seq)
  }

  #put(key: string, seq: number): void {
    const known = this.#byKey.get(key)
    if (known) known.add(seq)
    else this.#byKey.set(key, new Set([seq]))
  }

  #unindex(seq: number): void {
    const entry = this.#entries?.get(seq)
    if (!entry) return
    this.#entries?.delete(seq)
    for (const key of [...entry.reads, ...entry.writes]) {
      const seqs = this.#byKey.get(key)
      seqs?.delete(seq)
      if (seqs?.size === 0) this.#byKey.delete(key)
    }
  }
}

/** As the outbox row keeps it: reads, writes, made. A key both read and written counts as written. */
export function keysText({ reads, writes, made }: Keys): string {
  return JSON.stringify([reads.filter((key) => !writes.includes(key)), writes, made])
}

function keysOf(text: string): Keys {
  const [reads = [], writes = [], made = []] = JSON.parse(text) as string[][]
  return { reads, writes, made }
}
