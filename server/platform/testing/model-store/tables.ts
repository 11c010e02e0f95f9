import type { Sum } from '../../../../src-shared/sync/digest.ts'
import type { FeedEntry } from '../../../../src-shared/sync/protocol.ts'
import type { AuditHead, AuditLink, ClientCursor, KeptCommand, KnownOutcome, NumberLease } from '../../store/port.ts'
import type { Stored } from '../../store/stored.ts'

/** What is committed of one table, by the text of its primary key. Values are never changed in place. */
export interface ModelTable<Value> {
  readonly name: string
  readonly values: Map<string, Value>
}
export interface ModelClient {
  deviceId: string
  lastNumber: number
}
export interface ModelKept extends KeptCommand {
  clientId: string | null
  deviceId: string
  receivedAt: number
}
export interface ModelBlock {
  sequence: string
  epoch: string
  position: number
  next: number
  lostFrom: number
  lostTo: number
}
export interface ModelLink extends AuditLink {
  deviceId: string
}

/** All tables of one service: its kinds' rows by name of the kind, and what the platform keeps beside them. */
export class ModelTables {
  readonly rows = new Map<string, ModelTable<Stored>>()
  readonly client = table<ModelClient>('client')
  readonly outcome = table<KnownOutcome>('outcome')
  readonly keptCommand = table<ModelKept>('kept_command')
  readonly audit = table<ModelLink>('audit')
  readonly auditHead = table<AuditHead>('audit_head')
  readonly numberBlock = table<ModelBlock>('number_block')
  readonly numberLease = table<NumberLease>('number_lease')
  readonly consumerCursor = table<number>('consumer_cursor')
  readonly feedCounter = table<number>('feed_counter')
  /** In the order of versions, as the counter lets only one transaction at a time allot and commit one. */
  readonly feed = table<FeedEntry>('feed')
  readonly feedScope = table<Sum>('feed_scope')
  readonly feedHorizon = table<number>('feed_horizon')
  /** Version → when the feed ended with it. */
  readonly feedMark = table<number>('feed_mark')
  readonly feedReader = table<ClientCursor>('feed_reader')

  constructor(kinds: readonly { name: string }[]) {
    for (const { name } of kinds) this.rows.set(name, table<Stored>(name))
  }

  rowsOf(kind: { name: string }): ModelTable<Stored> {
    const found = this.rows.get(kind.name)
    if (!found) throw new Error(`${kind.name} is no kind of this service`)
    return found
  }

  copy(): ModelCopy {
    return this.#all().map((each) => new Map(each.values))
  }

  restore(copy: ModelCopy): void {
    for (const [i, { values }] of this.#all().entries()) {
      values.clear()
      for (const [key, value] of copy[i] ?? []) values.set(key, value)
    }
  }

  #all(): ModelTable<unknown>[] {
    const { rows, ...platform } = this
    return [...rows.values(), ...Object.values(platform)] as ModelTable<unknown>[]
  }
}
/** Everything that was committed at one moment. */
export type ModelCopy = readonly ReadonlyMap<string, unknown>[]

const table = <Value>(name: string): ModelTable<Value> => ({ name, values: new Map() })
