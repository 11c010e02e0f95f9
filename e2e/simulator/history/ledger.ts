import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { CommandRecord } from '../../../src-shared/sync/envelope.ts'
import type { StationNode } from '../station/node.ts'

/** A command that a workstation has called saved, or was found to have. */
export interface Saved {
  commandId: string
  station: string
  name: string
  isFact: boolean
  actor: Actor
  record: CommandRecord
}

/** Everything that people were told is saved: what must never be lost, doubled or changed. */
export class Ledger {
  readonly saved = new Map<string, Saved>()
  /** Refused at the workstation, before anything was saved. */
  refused = 0

  /** Reads it as it stands in the outbox, at once after the person was told. */
  keep(node: StationNode, commandId: string): void {
    const entry = node.station?.db.prepare(`${ENTRIES} WHERE command_id = ?`).get(commandId) as Entry | undefined
    if (!entry) throw new Error(`${node.name} called ${commandId} saved and has no outbox entry of it`)
    this.#add(node, entry)
  }

  /** What was saved at the moment of a death: nobody was told, but from now on it must not be lost either. */
  adopt(node: StationNode): void {
    const entries = node.station?.db.prepare(ENTRIES).all() as Entry[]
    for (const entry of entries) this.#add(node, entry)
  }

  #add(node: StationNode, entry: Entry): void {
    const { commandId } = entry
    if (this.saved.has(commandId)) return
    const record = JSON.parse(entry.record) as CommandRecord
    const { name, actor } = record
    this.saved.set(commandId, { commandId, station: node.name, name, isFact: entry.class === 'fact', actor, record })
  }

  of(station: string): Saved[] {
    return [...this.saved.values()].filter((one) => one.station === station)
  }
}

const ENTRIES = 'SELECT command_id AS commandId, record, class FROM outbox'
interface Entry {
  commandId: string
  record: string
  class: string
}
