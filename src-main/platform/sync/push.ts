import { MAX_PUSH, pushText, type SentRecord } from '../../../src-shared/sync/envelope.ts'
import { type PushResponse, pushResponseSchema } from '../../../src-shared/sync/protocol.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { HttpAnswer } from '../device/transport.ts'
import type { OutboxEntry } from '../outbox/entry.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { sealedIn } from '../outbox/seals.ts'
import type { Signatures } from '../outbox/signatures.ts'
import { waitingForOthers } from '../outbox/waits.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { LongRebase } from './long-rebase.ts'
import type { Outcomes } from './outcomes.ts'
import type { PageWriter } from './page-writer.ts'
import { PushWindow } from './push-window.ts'
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
  longRebase: LongRebase
  pages: PageWriter
  now(): number
  onChange(kinds: Set<string>): void
  onContact(): void
}

/** One push on its way; its answer never rejects. */
interface Flight {
  clientId: string
  lastNumber: number
  /** Nothing else was on its way when it was sent. */
  alone: boolean
  answer: Promise<{ answer: HttpAnswer } | { error: unknown }>
}

/** Sends what was saved to one service, in order. */
export class Pusher {
  readonly service: string
  readonly #parts: PushParts
  readonly #window = new PushWindow()
  #batch = MAX_PUSH
  #flights: Flight[] = []

  constructor(service: string, parts: PushParts) {
    this.service = service
    this.#parts = parts
  }

  /** Keeps the window full and takes the oldest answer. @returns whether there may be more to send at once */
  async step(): Promise<boolean> {
    this.#send()
    const oldest = this.#flights.shift()
    if (!oldest) return false
    const got = await oldest.answer
    try {
      return await this.#take(oldest, got)
    } catch (error) {
      await this.#callBack()
      throw error
    }
  }

  async #take(flight: Flight, got: Awaited<Flight['answer']>): Promise<boolean> {
    if ('error' in got) throw got.error
    if (got.answer.status === 413 && this.#batch > 1) {
      this.#batch = Math.ceil(this.#batch / 2)
      await this.#callBack()
      return true
    }
    const response = pushResponseSchema.parse(successful(got.answer))
    this.#parts.onContact()
    this.#batch = MAX_PUSH
    // it may only have overtaken the one before
    const overtaken = response.stopped?.code === 'NUMBER_GAP' && !flight.alone
    if (response.stopped) await this.#callBack()
    else this.#window.good()
    const more = overtaken || this.#keep(flight.clientId, response)
    await this.#parts.longRebase.catchUp()
    return more
  }

  /** Lets what else is on its way end unread: it goes out again, one by one, and gets the same outcomes. */
  async #callBack(): Promise<void> {
    this.#window.bad()
    const rest = this.#flights
    this.#flights = []
    await Promise.all(rest.map((flight) => flight.answer))
  }

  #send(): void {
    while (this.#flights.length < this.#window.width) {
      const batch = this.#prepare(this.#flights.at(-1)?.lastNumber ?? 0)
      const last = batch.at(-1)
      if (!last) return
      const { clientId, epoch } = this.#parts.states.get(this.service)
      const commands = batch.map(envelopeOf)
      const body = { clientId, epoch, commands, signature: this.#parts.signatures.of(pushText(clientId, commands)) }
      const path = `/v1/${this.service}/sync/push`
      const answer = this.#parts.network.request('POST', path, body).then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      )
      this.#flights.push({ clientId, lastNumber: last.number ?? 0, alone: this.#flights.length === 0, answer })
    }
  }

  /**
   * The next batch after a number. The numbers are stored before anything is sent: a crash in between sends the same
   * again. Those of a whole window are stored at once.
   */
  #prepare(after: number): OutboxEntry[] {
    const { db, outbox, states, signatures } = this.#parts
    const again = outbox.sent(this.service, after, this.#batch)
    if (again.length === this.#batch) return again
    const fresh = this.#eligible(this.#batch * this.#window.width - again.length)
    if (fresh.length === 0) return again
    return immediate(db, () => {
      const { clientId, nextNumber } = states.get(this.service)
      fresh.forEach((entry, index) => {
        outbox.number(entry.seq, clientId, nextNumber + index, entry.signature || signatures.take(entry.hash))
      })
      states.setNextNumber(this.service, nextNumber + fresh.length)
      return outbox.sent(this.service, after, this.#batch)
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
    // the pull, or an answer before this one, has begun a new queue: everything of the old one goes out again
    if (state.clientId !== clientId) return true
    if (state.epoch !== null && state.epoch !== response.epoch) {
      this.#parts.onChange(pages.epochChanged(this.service, response.epoch))
      return true
    }
    const kinds = immediate(db, () => {
      // a push may be answered before the first pull: a server that is restored after it must not pass for the first one
      if (state.epoch === null) states.setEpoch(this.service, response.epoch)
      return this.#keepOutcomes(clientId, response)
    })
    this.#parts.onChange(kinds)
    return response.outcomes.length > 0 || response.stopped !== null
  }

  #keepOutcomes(clientId: string, response: PushResponse): Set<string> {
    const { outcomes, states, longRebase, scopes, now } = this.#parts
    const state = states.get(this.service)
    const kinds = outcomes.keep(response.outcomes, now())
    outcomes.setDurable(this.service, response.durable)
    const onTheWay = scopes.all(this.service).some((scope) => scope.state === 'loading' || scope.state === 'tailing')
    if (state.cursor !== null && !onTheWay) {
      for (const kind of longRebase.run([], outcomes.arrived(this.service, state.cursor))) kinds.add(kind)
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
    states.setDurable(this.service, Math.min(states.get(this.service).durable, expected - 1))
    if (again < states.get(this.service).nextNumber - expected) states.renewClient(this.service)
  }
}

function envelopeOf(entry: OutboxEntry) {
  const { number, hash, signature, held } = entry
  const place = { number, ...(held ? { held: true } : {}) }
  const sealed = sealedIn(entry.record)
  if (sealed !== null) return { sealed, ...place }
  return { record: JSON.parse(entry.record) as SentRecord, hash, signature, ...place }
}
