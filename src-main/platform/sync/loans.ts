import { type ClaimPool, deviceScope } from '../../../src-shared/kernel/claims/index.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { INBOX_SCOPE } from '../../../src-shared/kernel/inbox.ts'
import { claimResponseSchema, leaseResponseSchema, leaseReturnedSchema } from '../../../src-shared/sync/protocol.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import { CLAIMS, type NumberLeases } from '../execute/number-leases.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import { tableOf } from '../store/kind-table.ts'
import type { Scopes } from './scopes.ts'
import type { ServiceStates } from './service-state.ts'

export interface LoanParts {
  db: Database
  registry: Registry
  network: Network
  outbox: Outbox
  leases: NumberLeases
  scopes: Scopes
  states: ServiceStates
  /** Null: not enrolled. */
  deviceId(): string | null
}

/** The server is away or does not answer yet: the same is asked again with the next turn. */
const PASSING = ['SERVER_UNREACHABLE', 'SERVICE_UNAVAILABLE', 'INTERNAL']

/** What one service lends to this workstation, so that it can work while the server is away. */
export class Loans {
  readonly service: string
  readonly #parts: LoanParts

  constructor(service: string, parts: LoanParts) {
    this.service = service
    this.#parts = parts
  }

  /**
   * Fills up what was used, or gives everything back where nothing may be done here any more.
   * @returns false: there is something to read at once, a new epoch or what was lent
   */
  async settle(revoked: boolean): Promise<boolean> {
    const { db, leases, outbox } = this.#parts
    const over = revoked || this.#holdsNothing()
    if (over) immediate(db, () => leases.giveBack(this.service))
    if (leases.returning(this.service).length > 0 && !outbox.hasUnsent(this.service)) await this.#giveBack()
    return over || ((await this.#fillNumbers()) && (await this.#fillPools()))
  }

  /** Nothing is granted but what everybody has. */
  #holdsNothing(): boolean {
    const scopes = this.#parts.scopes.all(this.service)
    const everybodys = [INBOX_SCOPE, deviceScope(this.#parts.deviceId() ?? '')]
    return scopes.length > 0 && scopes.every(({ scope }) => everybodys.includes(scope))
  }

  /** Two ranges are held, so that the next is here before the first is used up. */
  async #fillNumbers(): Promise<boolean> {
    const domain = this.#parts.registry.domains.find((one) => one.service === this.service)
    for (const { name, leaseSize } of domain?.sequences ?? []) {
      while (this.#parts.leases.left(name) <= leaseSize) if (!(await this.#borrow(name))) return false
    }
    return true
  }

  /** A part that is half used is filled up to its par, as far as the server has something free. */
  async #fillPools(): Promise<boolean> {
    let granted = 0
    for (const pool of this.#parts.registry.poolsOf(this.service)) {
      const wants = this.#wantsOf(pool)
      if (wants.length === 0) continue
      granted += claimResponseSchema.parse(await this.#post('claims', { pool: pool.name, wants })).granted
    }
    return granted === 0
  }

  #wantsOf({ kinds }: ClaimPool): { keyId: string; quantity: number }[] {
    const sql = `SELECT p.id AS "keyId", p.par - coalesce(e.quantity, 0) AS quantity
      FROM ${tableOf(kinds.Pool)} p
      LEFT JOIN ${tableOf(kinds.Escrow)} e ON e.key_id = p.id AND e.device_id = ?
      WHERE p.free > 0 AND coalesce(e.quantity, 0) * 2 < p.par LIMIT ${MOST_WANTS}`
    return statement(this.#parts.db, sql).all(this.#parts.deviceId()) as { keyId: string; quantity: number }[]
  }

  async #borrow(sequence: string): Promise<boolean> {
    const { db, states, leases } = this.#parts
    const { clientId } = states.get(this.service)
    const lease = leaseResponseSchema.parse(await this.#post('leases', { clientId, sequence }))
    const now = states.get(this.service)
    // a push may have learnt of a new epoch in between: what an old one lent is in no lease of the new
    if (now.clientId !== clientId || lease.epoch !== (now.epoch ?? lease.epoch)) return false
    immediate(db, () => leases.add(this.service, lease))
    return true
  }

  /** A server that refuses it lends these numbers to nobody; only their use is lost. */
  async #giveBack(): Promise<void> {
    const { db, states, leases } = this.#parts
    const { clientId, epoch, nextNumber } = states.get(this.service)
    const all = leases.returning(this.service).slice(0, MOST_RESTS)
    const rests = all.filter(({ sequence }) => sequence !== CLAIMS)
    const claims = all.length > rests.length
    try {
      const queue = { clientId, epoch: epoch ?? '', lastNumber: nextNumber - 1 }
      const body = { ...queue, rests, ...(claims ? { claims } : {}) }
      leaseReturnedSchema.parse(await this.#post('leases/return', body))
    } catch (error) {
      if (!(error instanceof ProblemError) || PASSING.includes(error.problem.code)) throw error
    }
    immediate(db, () => leases.returned(this.service, all))
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    return successful(await this.#parts.network.request('POST', `/v1/${this.service}/sync/${path}`, body))
  }
}

const MOST_RESTS = 100
const MOST_WANTS = 100
