import { Conflict, type StoreError } from '../../store/failure.ts'
import type { ModelTable } from './tables.ts'

/** Where a history may go on with something else, or end a process: before every statement, wait and commit. */
export type Step = (at: string) => Promise<void>

/** What the transactions of one model share. */
export interface Engine {
  step: Step
  /** What is held, by whom. */
  locks: Map<string, ModelTransaction>
  open: Set<ModelTransaction>
}

/** Writes stay here until the commit; reads of its own see them at once. */
export class ModelTransaction {
  readonly #engine: Engine
  readonly #writes = new Map<ModelTable<unknown>, Map<string, unknown>>()
  #state: 'open' | 'failed' | 'lost' | 'over' = 'open'
  #waitsFor: ModelTransaction | null = null
  #end: () => void = () => undefined
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve
  })

  constructor(engine: Engine) {
    this.#engine = engine
    engine.open.add(this)
  }

  get<Value>(table: ModelTable<Value>, key: string): Value | undefined {
    const own = this.#writes.get(table)
    return own?.has(key) ? (own.get(key) as Value) : table.values.get(key)
  }

  set<Value>(table: ModelTable<Value>, key: string, value: Value): void {
    const own = this.#writes.get(table) ?? new Map<string, unknown>()
    this.#writes.set(table, own)
    own.set(key, value)
  }

  /** All values that this transaction sees, those made by itself last. */
  values<Value>(table: ModelTable<Value>): Value[] {
    const own = this.#writes.get(table) as Map<string, Value> | undefined
    if (!own) return [...table.values.values()]
    const committed = [...table.values].map(([key, value]) => (own.has(key) ? (own.get(key) as Value) : value))
    return [...committed, ...[...own].filter(([key]) => !table.values.has(key)).map(([, value]) => value)]
  }

  /** A statement begins: what others commit from here on is seen by the next one. */
  async statement(at: string): Promise<void> {
    if (this.#state === 'failed') throw new Error(`${at}: the transaction has failed already`)
    await this.#engine.step(at)
    this.#requireAlive()
  }

  /** Waits until nobody else holds `key`, and holds it until the end. @throws Conflict where two wait for each other */
  async hold(key: string): Promise<void> {
    const { locks, step } = this.#engine
    for (;;) {
      const holder = locks.get(key)
      if (holder === undefined || holder === this) break
      this.#waitsFor = holder
      if (holder.#reaches(this)) throw this.failed(new Conflict(`deadlock at ${key}`))
      await holder.#ended
      this.#waitsFor = null
      await step(`wake for ${key}`)
      this.#requireAlive()
    }
    this.#requireAlive()
    locks.set(key, this)
  }

  /** The whole transaction is lost by a refusal. */
  failed(error: StoreError): StoreError {
    this.#state = 'failed'
    return error
  }

  async commit(check: () => void): Promise<void> {
    if (this.#state === 'failed') throw new Error('a transaction that has failed cannot be committed')
    await this.#engine.step('commit')
    this.#requireAlive()
    check()
    for (const [{ values }, own] of this.#writes) for (const [key, value] of own) values.set(key, value)
    this.#release()
    // committed, and nobody was told
    await this.#engine.step('committed')
    this.#engine.open.delete(this)
    this.#requireAlive()
  }

  rollback(): void {
    if (this.#state !== 'lost') this.#state = 'over'
    this.#engine.open.delete(this)
    this.#release()
  }

  /** The database ended under it: whoever awaits it gets an error, and does not learn whether it was committed. */
  lose(): void {
    this.#state = 'lost'
    this.rollback()
  }

  #release(): void {
    const { locks } = this.#engine
    for (const [key, holder] of locks) if (holder === this) locks.delete(key)
    this.#end()
  }

  #requireAlive(): void {
    if (this.#state === 'lost') throw LOST()
    if (this.#state === 'over') throw new Error('the transaction is over')
  }

  #reaches(other: ModelTransaction): boolean {
    for (let each = this.#waitsFor; each; each = each.#waitsFor) if (each === other) return true
    return false
  }
}

const LOST = () => new Error('the connection to the database was lost')
