import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { Ports } from '../ports.ts'
import { type Database, statement } from '../sqlite/database.ts'

export interface ServiceState {
  service: string
  /** Name of this queue at the service; a new one when its numbers can no longer be trusted. */
  clientId: string
  nextNumber: number
  /** All numbers up to this one are durable at the service. */
  durable: number
  /** Null before the first contact. */
  epoch: string | null
  /** Feed version that the rows stand at; null before the first snapshot. */
  cursor: number | null
  /** Scopes whose digest differed from the server's, ever. */
  mismatches: number
}

/** What is known of each service, one row each. */
export class ServiceStates {
  readonly #db: Database
  readonly #ports: Pick<Ports, 'clock' | 'random'>
  constructor(db: Database, ports: Pick<Ports, 'clock' | 'random'>) {
    this.#db = db
    this.#ports = ports
  }

  get(service: string): ServiceState {
    const found = this.#read(service)
    if (found) return found
    const add = 'INSERT INTO sync_service (service, client_id) VALUES (?, ?)'
    statement(this.#db, add).run(service, this.#newClientId())
    return this.#read(service) as ServiceState
  }

  #read(service: string): ServiceState | undefined {
    const sql = `SELECT service, client_id AS clientId, next_number AS nextNumber, durable, epoch, cursor, mismatches
      FROM sync_service WHERE service = ?`
    return statement(this.#db, sql).get(service) as ServiceState | undefined
  }

  #newClientId = () => uuidV7(Math.max(0, this.#ports.clock.now()), this.#ports.random.bytes(10))

  setEpoch = (service: string, epoch: string) => this.#set('epoch', service, epoch)
  setCursor = (service: string, cursor: number | null) => this.#set('cursor', service, cursor)
  setNextNumber = (service: string, next: number) => this.#set('next_number', service, next)
  setDurable = (service: string, number: number) => this.#set('durable', service, number)
  countMismatch = (service: string) => this.#set('mismatches', service, this.get(service).mismatches + 1)

  #set(column: string, service: string, value: unknown): void {
    statement(this.#db, `UPDATE sync_service SET ${column} = ? WHERE service = ?`).run(value, service)
  }

  /** A new name for the queue: everything unanswered gets new numbers from 1, when it is sent. */
  renewClient(service: string): void {
    this.#set('client_id', service, this.#newClientId())
    this.setNextNumber(service, 1)
    this.setDurable(service, 0)
    const sql = `UPDATE outbox SET status = 'waiting', number = NULL, client_id = NULL WHERE service = ? AND status = 'sent'`
    statement(this.#db, sql).run(service)
  }
}
