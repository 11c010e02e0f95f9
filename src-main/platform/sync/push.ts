import { type CommandRecord, MAX_PUSH } from '../../../src-shared/sync/envelope.ts'
import { type PushResponse, pushResponseSchema } from '../../../src-shared/sync/protocol.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { OutboxEntry } from '../outbox/entry.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Signatures } from '../outbox/signatures.ts'
import { waitingForOthers } from '../outbox/waits.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { Outcomes } from './outcomes.ts'
import type { PageWriter } from './page-writer.ts'
import type { Rebase } from './rebase.ts'
import type { Scopes } from './scopes.ts'
import type { ServiceStates } from './service-state.ts'

export interface PushParts {
  db: Database
  network: Network
  outbox: Outbox
  signatures: Signatures
  states: ServiceStates
  scopes: Scopes
  outcomes: Outcomes
  rebase: Rebase
  pages: PageWriter
  now(): number
  onChange(kinds: Set<string>): void
  onContact(): void
}

/** Sends what was saved to one service, in order. */
export class Pusher {
  readonly service: string
  readonly #parts: PushParts
  #batch = MAX_PUSH

  constructor(service: string, parts: PushParts) {
    this.service = service
    this.#parts = parts
  }

  /** Sends one push. @returns whether there may be more to send at once */
  async step(): Promise<boolean> {
    const batch = this.#prepare()
    if (batch.length === 0) return false
    const { clientId, epoch } = this.#parts.states.get(this.service)
    const body = { clientId, epoch, commands: batch.map(envelopeOf) }
    const answer = await this.#parts.network.request('POST', `/v1/${this.service}/sync/push`, body)
    if (answer.status === 413 && this.#batch > 1) {
      this.#batch = Math.ceil(this.#batch / 2)
      return true
    }
    const response = pushResponseSchema.parse(successful(answer))
    this.#parts.onContact()
    this.#batch = MAX_PUSH
    return this.#keep(clientId, response)
  }

  /** The numbers are stored before anything is sent: a crash in between sends the same again. */
  #prepare(): OutboxEntry[] {
    const { db, outbox, states, signatures } = this.#parts
    const { clientId, nextNumber } = states.get(this.service)
    const again = outbox.sent(this.service, this.#batch)
    const fresh = this.#eligible(this.#batch - again.length)
    if (fresh.length === 0) return again
    return immediate(db, () => {
      fresh.forEach((entry, index) => {
        outbox.number(entry.seq, clientId, nextNumber + index, entry.signature || signatures.take(entry.hash))
      })
      states.setNextNumber(this.service, nextNumber + fresh.length)
      return outbox.sent(this.service, this.#batch)
    })
  }

  /** In order, without what waits for another service, and without what builds on that. */
  #eligible(limit: number): OutboxEntry[] {
    const held = waitingForOthers(this.#parts.db, this.service)
    const heldKeys = new Set<string>()
    const found: OutboxEntry[] = []
    for (let after = 0; found.length < limit; ) {
      const page = this.#parts.outbox.waiting(this.service, after, Math.max(limit, MAX_PUSH))
      for (const entry of page) {
        if (found.length < limit && !this.#isHeld(entry.seq, held, heldKeys)) found.push(entry)
        after = entry.seq
      }
      if (page.length === 0) break
    }
    return found
  }

  #isHeld(seq: number, held: Set<number>, heldKeys: Set<string>): boolean {
    if (held.size === 0) return false
    const { reads, writes } = this.#parts.outbox.keys.of(seq) ?? { reads: [], writes: [] }
    if (!held.has(seq) && ![...reads, ...writes].some((key) => heldKeys.has(key))) return false
    for (const key of writes) heldKeys.add(key)
    return true
  }

  #keep(clientId: string, response: PushResponse): boolean {
    const { db, states, pages } = this.#parts
    const state = states.get(this.service)
    // the pull has begun a new queue meanwhile: everything of the old one goes out again
    if (state.clientId !== clientId) return true
    if (state.epoch !== null && state.epoch !== response.epoch) {
      pages.epochChanged(this.service, response.epoch)
      return true
    }
    const kinds = immediate(db, () => this.#keepOutcomes(clientId, response))
    this.#parts.onChange(kinds)
    return response.outcomes.length > 0 || response.stopped !== null
  }

  #keepOutcomes(clientId: string, response: PushResponse): Set<string> {
    const { outcomes, states, rebase, scopes, now } = this.#parts
    const state = states.get(this.service)
    const kinds = outcomes.keep(response.outcomes, now())
    outcomes.setDurable(clientId, response.durable)
    const onTheWay = scopes.all(this.service).some((scope) => scope.state === 'loading' || scope.state === 'tailing')
    if (state.cursor !== null && !onTheWay) {
      for (const kind of rebase.run([], outcomes.arrived(this.service, state.cursor))) kinds.add(kind)
    }
    if (response.stopped?.code === 'CLIENT_ID_USED') states.renewClient(this.service)
    else if (response.stopped) this.#closeGap(clientId, response.expected)
    return kinds
  }

  /**
   * The service lacks numbers that were answered once: what stood goes out again. What was refused does not, so where one
   * of those is among them, or one is not kept any more, no number can follow on and a new queue begins.
   */
  #closeGap(clientId: string, expected: number): void {
    const { db, states } = this.#parts
    const sql = `UPDATE outbox SET status = 'sent', ver = NULL, overlay = 1, durable = 0
      WHERE client_id = ? AND number >= ? AND status IN ('accepted', 'flagged', 'sent')`
    const again = statement(db, sql).run(clientId, expected).changes
    this.#parts.outbox.keys.reload()
    if (again < states.get(this.service).nextNumber - expected) states.renewClient(this.service)
  }
}

const envelopeOf = (entry: OutboxEntry) => ({
  record: JSON.parse(entry.record) as CommandRecord,
  hash: entry.hash,
  signature: entry.signature,
  number: entry.number,
  ...(entry.held ? { held: true } : {}),
})
